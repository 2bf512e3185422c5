package io.familygrocer.list.trip;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.UUID;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.ProblemException;

/** What was spent. */
@Path("/api/lists/spending")
@Authenticated
@Tag(name = "trips")
public class SpendingResource {

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9_000;

    private final PurchaseService purchases;
    private final CurrentCaller caller;

    SpendingResource(PurchaseService purchases, CurrentCaller caller) {
        this.purchases = purchases;
        this.caller = caller;
    }

    /** What a family spent, by month, store and category. */
    @GET
    @Operation(
            summary = "What was spent, by month, store and category",
            description = "Months as 2026-11, the first and the last among them. Of lists that the caller sees.")
    public Uni<Spending> spending(
            @RestQuery @NotNull(message = "is needed") UUID family,
            @RestQuery @NotNull(message = "is needed") String from,
            @RestQuery @NotNull(message = "is needed") String until) {
        return purchases.spending(caller.get(), family, month("from", from), month("until", until));
    }

    private static YearMonth month(String name, String text) {
        try {
            var month = YearMonth.parse(text);
            // Years of more digits parse, too, and are beyond what the database knows.
            if (month.getYear() >= FIRST_YEAR && month.getYear() <= LAST_YEAR) {
                return month;
            }
        } catch (DateTimeException e) {
            throw noMonth(name);
        }
        throw noMonth(name);
    }

    private static ProblemException noMonth(String name) {
        return ProblemException.invalid(name, "must be a month such as 2026-11");
    }
}
