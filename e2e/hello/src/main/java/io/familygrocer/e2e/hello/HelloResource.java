package io.familygrocer.e2e.hello;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** The least that an HTTP service can do: what any of ours does takes longer. */
@Path("/hello")
public class HelloResource {

    /** A word. */
    @GET
    public String hello() {
        return "hello";
    }
}
