package io.gridmill.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ClusterSecretTest {
    private static final String TEXT = "0123456789abcdef0123456789abcdef";

    @Test
    void takesOneOrTwoLines() {
        assertThat(ClusterSecret.parse(TEXT + "\n", "X")).hasToString("ClusterSecret of 1");
        assertThat(ClusterSecret.parse("\n " + TEXT + "\r\n\nx" + TEXT, "X"))
                .hasToString("ClusterSecret of 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterSecret.parse(" \n", "The file F"))
                .withMessageStartingWith("The file F has 0 cluster secrets; it must have one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterSecret.parse((TEXT + "\n").repeat(3), "The file F"))
                .withMessageContaining("has 3 cluster secrets");
    }

    @Test
    void refusesShortAndLongOnesWithoutShowingThem() {
        String few = TEXT.substring(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterSecret.parse(few, "The file F"))
                .withMessageContaining("of 31 characters; it must have 32 to 1024")
                .withMessageContaining("openssl rand -hex 32")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(few));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterSecret.parse("x".repeat(1_025), "X"));
    }

    @Test
    void generatesWhatItTakes() {
        Random random = new Random(1);
        String one = ClusterSecret.generate(random);
        assertThat(ClusterSecret.parse(one, "X")).hasToString("ClusterSecret of 1");
        assertThat(ClusterSecret.generate(random)).isNotEqualTo(one);
    }

    @Test
    void isNeededBeyondLoopbackOnly() {
        ClusterSecret secret = ClusterSecret.parse(TEXT, "X");
        assertThat(ClusterSecret.needed("127.0.0.1", null)).isNull();
        assertThat(ClusterSecret.needed("10.0.0.1", secret)).isSameAs(secret);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterSecret.needed("10.0.0.1", null))
                .withMessageContaining("A member at 10.0.0.1 can be reached from other machines")
                .withMessageContaining("openssl rand -hex 32 > cluster-secret");
    }

    @Test
    void aProofIsOfOneTagAndOneMessage() {
        ClusterSecret secret = ClusterSecret.parse(TEXT, "X");
        byte[] message = {1, 2, 3};
        byte[] proof = secret.prove("a", message);
        assertThat(secret.provedBy(proof, "a", message)).isZero();
        assertThat(secret.provedBy(proof, "b", message)).isNegative();
        assertThat(secret.provedBy(proof, "a", new byte[] {1, 2})).isNegative();
        assertThat(secret.provedBy(new byte[0], "a", message)).isNegative();
    }
}
