package io.familygrocer.catalog.classify;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import io.familygrocer.catalog.CatalogConfig;
import io.familygrocer.catalog.classify.ListConsumer.ItemAdded;
import io.familygrocer.catalog.product.ProductService;
import io.familygrocer.platform.events.Outbox;

/** Tells the other services what the items on the lists are. */
@ApplicationScoped
public class ClassificationService {

    private static final Logger LOG = Logger.getLogger(ClassificationService.class);

    /** After the catalogue is in the database, before the first message comes. */
    private static final int BEFORE_MESSAGES = 2;

    private final ProductService products;
    private final Outbox outbox;
    private final MeterRegistry metrics;
    private final CatalogConfig config;
    private volatile Classifier classifier;

    ClassificationService(ProductService products, Outbox outbox, MeterRegistry metrics, CatalogConfig config) {
        this.products = products;
        this.outbox = outbox;
        this.metrics = metrics;
        this.config = config;
    }

    void start(@Observes @Priority(BEFORE_MESSAGES) StartupEvent started) throws Throwable {
        var terms = VertxContextSupport.subscribeAndAwait(products::terms);
        classifier = Classifier.of(terms, config.similarity());
        LOG.infof("The classifier knows %d names", terms.size());
    }

    /** Says what an item is, unless its user has or nobody knows; in the transaction of the message. */
    Uni<Void> added(ItemAdded item) {
        if (item.category() != null) {
            return Uni.createFrom().voidItem();
        }
        var match = classifier.classify(item.name());
        metrics.counter("grocer.catalog.classified", "known", Boolean.toString(match.isPresent()))
                .increment();
        return match.map(product -> outbox.add(new ItemClassified(
                        item.familyId(),
                        item.itemId(),
                        item.listId(),
                        item.name(),
                        product.productId(),
                        product.category())))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }
}
