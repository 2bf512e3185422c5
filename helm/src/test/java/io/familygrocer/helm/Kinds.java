package io.familygrocer.helm;

import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;

/**
 * The kinds of operators that publish no Java model, as far as the charts use them: a field that is not here is unknown,
 * and fails. Written from the reference of each API (CloudNativePG v1, KEDA v1alpha1, External Secrets v1).
 */
final class Kinds {

    private Kinds() {}

    record CnpgCluster(String apiVersion, String kind, ObjectMeta metadata, CnpgClusterSpec spec) {}

    record CnpgClusterSpec(
            int instances,
            String imageName,
            String primaryUpdateStrategy,
            Postgresql postgresql,
            Bootstrap bootstrap,
            ReplicaCluster replica,
            List<ExternalCluster> externalClusters,
            Storage storage,
            ResourceRequirements resources,
            CnpgAffinity affinity,
            Monitoring monitoring,
            List<Plugin> plugins) {}

    record Postgresql(Synchronous synchronous, Map<String, String> parameters) {}

    record Synchronous(String method, int number, String dataDurability) {}

    record Bootstrap(Initdb initdb, Recovery recovery) {}

    record Initdb(
            String database,
            String owner,
            String encoding,
            String localeCollate,
            String localeCType,
            List<String> postInitApplicationSQL) {}

    record Recovery(String source) {}

    record ReplicaCluster(boolean enabled, String source) {}

    record ExternalCluster(String name, Plugin plugin) {}

    record Plugin(String name, Boolean isWALArchiver, Map<String, String> parameters) {}

    record Storage(String size, String storageClass) {}

    record CnpgAffinity(
            boolean enablePodAntiAffinity,
            String topologyKey,
            String podAntiAffinityType,
            Affinity additionalPodAntiAffinity) {}

    record Monitoring(boolean enablePodMonitor) {}

    record ScheduledBackup(String apiVersion, String kind, ObjectMeta metadata, ScheduledBackupSpec spec) {}

    record ScheduledBackupSpec(
            String schedule, String backupOwnerReference, Named cluster, String method, Named pluginConfiguration) {}

    record Named(String name) {}

    record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, ScaledObjectSpec spec) {}

    record ScaledObjectSpec(
            Target scaleTargetRef,
            int minReplicaCount,
            int maxReplicaCount,
            int pollingInterval,
            int cooldownPeriod,
            Fallback fallback,
            Advanced advanced,
            List<Trigger> triggers) {}

    record Target(String apiVersion, String kind, String name) {}

    record Fallback(int failureThreshold, int replicas, String behavior) {}

    record Advanced(HpaConfig horizontalPodAutoscalerConfig) {}

    record HpaConfig(HorizontalPodAutoscalerBehavior behavior) {}

    record Trigger(
            String type, String metricType, String name, Map<String, String> metadata, Named authenticationRef) {}

    record TriggerAuthentication(String apiVersion, String kind, ObjectMeta metadata, TriggerAuthenticationSpec spec) {}

    record TriggerAuthenticationSpec(List<SecretTarget> secretTargetRef, List<Map<String, String>> env) {}

    record SecretTarget(String parameter, String name, String key) {}

    record ExternalSecret(String apiVersion, String kind, ObjectMeta metadata, ExternalSecretSpec spec) {}

    record ExternalSecretSpec(
            String refreshInterval, StoreRef secretStoreRef, SecretOwner target, List<SecretData> data) {}

    record StoreRef(String kind, String name) {}

    record SecretOwner(String name, String creationPolicy) {}

    record SecretData(String secretKey, RemoteRef remoteRef) {}

    record RemoteRef(String key, String property) {}
}
