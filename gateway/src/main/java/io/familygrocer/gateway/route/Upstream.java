package io.familygrocer.gateway.route;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

import io.familygrocer.gateway.config.GatewayConfig;

/**
 * A service behind the gateway, and its instances. Of two instances picked at random the one with less to do gets the
 * request: nearly as good as the least of all, and no herd runs to the same one.
 */
public final class Upstream {
    private final String name;
    private final List<ServiceUrl> urls;
    private final String watchPath;
    private final String region;
    private final Policies policies;
    private final GatewayConfig.Outliers outliers;
    private final RetryBudget budget;
    private final Breaker breaker;
    private volatile Instance[] instances;

    /** @param region of this gateway; null where that does not matter */
    Upstream(String name, List<ServiceUrl> urls, String watchPath, String region, GatewayConfig config) {
        this.name = name;
        this.urls = urls;
        this.watchPath = watchPath;
        this.region = region;
        this.policies = Policies.of(config);
        this.outliers = config.outliers();
        this.budget = new RetryBudget(config.retry().budgetPercent());
        this.breaker = new Breaker(name, config.breaker());
        // A name that can't be resolved yet is left to the connection, which says so.
        this.instances = urls.stream().map(url -> instance(url, url.host())).toArray(Instance[]::new);
    }

    /** The operator's name for it. */
    public String name() {
        return name;
    }

    /** What the background look asks for. */
    public String watchPath() {
        return watchPath;
    }

    /** What second tries may cost. */
    public RetryBudget budget() {
        return budget;
    }

    /** Whether it is left alone. */
    public Breaker breaker() {
        return breaker;
    }

    /** The instances known at the moment. */
    public List<Instance> instances() {
        return List.of(instances);
    }

    /**
     * An instance for a request.
     *
     * @param not the one that failed just now, which is taken only where there is no other; null for none
     */
    public Instance pick(Instance not) {
        var all = instances;
        if (all.length == 1) {
            return all[0];
        }
        var random = ThreadLocalRandom.current();
        all = region == null ? all : near(all, not);
        if (all.length == 1) {
            return all[0];
        }
        int at = random.nextInt(all.length);
        var first = next(all, at, not, null);
        var second = next(all, at + 1 + random.nextInt(all.length - 1), not, first);
        if (first == null) {
            return all[at];
        }
        return second == null || first.load() <= second.load() ? first : second;
    }

    /** Those of this gateway's region that work, or all where there is none. */
    private static Instance[] near(Instance[] all, Instance not) {
        long now = System.nanoTime();
        var near = Arrays.stream(all)
                .filter(one -> one.isNear() && one != not && !one.isLeftOut(now))
                .toArray(Instance[]::new);
        return near.length == 0 ? all : near;
    }

    private Instance instance(ServiceUrl url, String ip) {
        return new Instance(url.host(), ip, url.port(), url.tls(), region != null && region.equals(url.region()));
    }

    /** From a place on, the first that works and is neither of two. */
    private static Instance next(Instance[] all, int from, Instance not, Instance nor) {
        long now = System.nanoTime();
        for (int step = 0; step < all.length; step++) {
            var candidate = all[(from + step) % all.length];
            if (candidate != not && candidate != nor && !candidate.isLeftOut(now)) {
                return candidate;
            }
        }
        return null;
    }

    /** Notes that an instance gave no answer, and leaves it out after too many in a row while half of them work. */
    public void failed(Instance instance) {
        if (instance.failed() < outliers.failures()) {
            return;
        }
        long now = System.nanoTime();
        var all = instances;
        long out = Arrays.stream(all).filter(one -> one.isLeftOut(now)).count();
        if (2 * (out + 1) <= all.length) {
            instance.leaveOut(now + outliers.ejection().toNanos());
        }
    }

    /** Looks the host names up; blocks. An instance that stays keeps what is known about it. */
    void resolve() {
        var found = new ArrayList<Instance>();
        for (var url : urls) {
            for (var ip : addresses(url.host())) {
                found.add(known(instance(url, ip)));
            }
        }
        if (!found.isEmpty()) {
            instances = found.toArray(Instance[]::new);
        }
    }

    /** Whether both stand for the same service in the same way. */
    boolean isLike(Upstream other) {
        return name.equals(other.name)
                && urls.equals(other.urls)
                && watchPath.equals(other.watchPath)
                && Objects.equals(region, other.region)
                && policies.equals(other.policies);
    }

    /** What it was made with, to be compared. */
    private record Policies(
            int failures, Duration ejection, int budgetPercent, int breakerFailures, Duration open, int trials) {
        static Policies of(GatewayConfig config) {
            return new Policies(
                    config.outliers().failures(),
                    config.outliers().ejection(),
                    config.retry().budgetPercent(),
                    config.breaker().failures(),
                    config.breaker().open(),
                    config.breaker().trials());
        }
    }

    private Instance known(Instance fresh) {
        return Arrays.stream(instances).filter(fresh::isAt).findFirst().orElse(fresh);
    }

    /** One family of addresses where a name has both: they are mostly two ways to the same instance. */
    private static List<String> addresses(String host) {
        try {
            var all = InetAddress.getAllByName(host);
            var kind = all[0].getClass();
            return Arrays.stream(all)
                    .filter(address -> address.getClass() == kind)
                    .map(InetAddress::getHostAddress)
                    .distinct()
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
