package io.familygrocer.helm;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;

/** SmallRye's view of the configuration mappings of a service, asked in the service's own class loader. */
final class Mappings {

    private final ClassLoader loader;
    private final Class<? extends Annotation> mapping;
    private final Class<? extends Annotation> root;
    private final Method configClass;
    private final Method properties;

    Mappings(ClassLoader loader) throws ReflectiveOperationException {
        this.loader = loader;
        this.mapping = annotation("io.smallrye.config.ConfigMapping");
        this.root = annotation("io.quarkus.runtime.annotations.ConfigRoot");
        Class<?> type = loader.loadClass("io.smallrye.config.ConfigMappings$ConfigClass");
        this.configClass = type.getMethod("configClass", Class.class, String.class);
        this.properties = loader.loadClass("io.smallrye.config.ConfigMappings").getMethod("getProperties", type);
    }

    private Class<? extends Annotation> annotation(String name) throws ClassNotFoundException {
        return loader.loadClass(name).asSubclass(Annotation.class);
    }

    /** The properties of a mapping, * for what is free; empty for other classes and for what is fixed when built. */
    Set<String> runTimeProperties(String name) throws ReflectiveOperationException {
        try {
            var type = Class.forName(name, false, loader);
            var mapped = type.getAnnotation(mapping);
            var phase = type.getAnnotation(root);
            if (mapped == null || phase != null && !said(phase, "phase").equals("RUN_TIME")) {
                return Set.of();
            }
            var found = (Map<?, ?>) properties.invoke(null, configClass.invoke(null, type, said(mapped, "prefix")));
            return found.keySet().stream().map(Object::toString).collect(java.util.stream.Collectors.toSet());
        } catch (NoClassDefFoundError e) {
            // The configuration of something that this service does not use: nobody reads it.
            return Set.of();
        } catch (java.lang.reflect.InvocationTargetException e) {
            if (e.getCause() instanceof IllegalStateException || e.getCause() instanceof LinkageError) {
                // Not made, as the service does not use it.
                return Set.of();
            }
            throw e;
        }
    }

    private static String said(Annotation annotation, String method) throws ReflectiveOperationException {
        var value = annotation.annotationType().getMethod(method).invoke(annotation);
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }
}
