package io.familygrocer.catalog.privacy;

import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;

import io.familygrocer.platform.privacy.Erasure;
import io.familygrocer.platform.privacy.ExportRequest;
import io.familygrocer.platform.privacy.PersonalData;
import io.familygrocer.platform.privacy.Records;

/** Nothing: the catalog is the same for everybody, and an item is forgotten as soon as it has been classified. */
@ApplicationScoped
class CatalogPersonalData implements PersonalData {

    @Override
    public Uni<Map<String, Long>> erase(Erasure erasure) {
        return Uni.createFrom().item(Map.of());
    }

    @Override
    public Uni<Void> export(ExportRequest request, Records records) {
        return Uni.createFrom().voidItem();
    }
}
