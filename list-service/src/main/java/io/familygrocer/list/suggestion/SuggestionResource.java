package io.familygrocer.list.suggestion;

import java.util.UUID;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import io.familygrocer.platform.web.CurrentCaller;
import io.familygrocer.platform.web.Page;
import io.familygrocer.platform.web.ProblemException;

/** What a family may want. */
@Path("/api/lists/suggestions")
@Authenticated
@Tag(name = "suggestions")
public class SuggestionResource {

    private final SuggestionService suggestions;
    private final CurrentCaller caller;

    SuggestionResource(SuggestionService suggestions, CurrentCaller caller) {
        this.suggestions = suggestions;
        this.caller = caller;
    }

    /** What a family may want, or what it may want on a list. */
    @GET
    @Operation(
            summary = "What a family may want",
            description = "Due by its own rhythm, bought together with what is open on the list, frequent, recent. With"
                    + " list, what is open on it is left out. Computed in the background.")
    public Uni<Page<SuggestionView>> all(
            @RestQuery UUID family,
            @RestQuery UUID list,
            @RestQuery
                    @DefaultValue("20")
                    @Min(value = 1, message = "must be 1 or more")
                    @Max(value = 100, message = "must be at most {value}")
                    int limit) {
        if (list == null && family == null) {
            throw ProblemException.invalid("family", "or list is needed");
        }
        var found = list == null
                ? suggestions.ofFamily(caller.get(), family, limit)
                : suggestions.ofList(caller.get(), list, limit);
        return found.map(Page::whole);
    }
}
