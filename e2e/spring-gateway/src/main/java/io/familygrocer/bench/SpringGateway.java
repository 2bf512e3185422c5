package io.familygrocer.bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Spring Cloud Gateway as it is; ports and the one route are arguments. */
@SpringBootApplication(proxyBeanMethods = false)
public class SpringGateway {

    /** Starts it. */
    public static void main(String[] arguments) {
        SpringApplication.run(SpringGateway.class, arguments);
    }
}
