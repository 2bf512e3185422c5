package io.familygrocer.list.photo;

import java.util.Map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import io.familygrocer.list.ListProblem;
import io.familygrocer.platform.web.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;

class WebpPropertyTest {

    private static final PhotoConfig CONFIG = PhotoConfigs.with(Map.of());
    private static final int LENGTH = WebpFiles.fromPhone(30, 20, 6).length;

    @Property(tries = 500)
    void aWebpWithAnyOtherByteIsAPictureStillOrRefused(@ForAll @IntRange(max = 10_000) int place, @ForAll byte value) {
        byte[] broken = WebpFiles.fromPhone(30, 20, 6);
        broken[place % LENGTH] = value;

        try {
            assertThat(CleanPhoto.of(broken, CONFIG).width()).isIn(20, 30);
        } catch (ProblemException refused) {
            assertThat(refused.type()).isEqualTo(ListProblem.NO_PHOTO);
        }
    }
}
