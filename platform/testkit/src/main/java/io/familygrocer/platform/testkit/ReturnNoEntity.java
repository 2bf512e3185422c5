package io.familygrocer.platform.testkit;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** No entity in a method's return type, not even as a type argument. */
final class ReturnNoEntity extends ArchCondition<JavaMethod> {

    private static final String ENTITY = "jakarta.persistence.Entity";

    ReturnNoEntity() {
        super("return no entity");
    }

    @Override
    public void check(JavaMethod method, ConditionEvents events) {
        for (JavaClass type : method.getReturnType().getAllInvolvedRawTypes()) {
            if (type.isAnnotatedWith(ENTITY)) {
                events.add(SimpleConditionEvent.violated(
                        method, "%s returns the entity %s".formatted(method.getFullName(), type.getSimpleName())));
            }
        }
    }
}
