package io.gridmill.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranges cut an input so that each byte is in one of them. */
class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({"0,10,0", "1,10,1", "10,10,1", "11,10,2", "1000000000000,4096,244140625"})
    void rangesFollowOneAnotherFromStartToEnd(long size, long length, long count) {
        Split.Indexed<ByteRange> split = (Split.Indexed<ByteRange>) Split.byteRanges(size, length);
        assertThat(split.count()).isEqualTo(count);
        long last = count - 1;
        if (count > 0) {
            assertThat(split.item().apply(0).offset()).isZero();
            assertThat(split.item().apply(last).end()).isEqualTo(size);
            assertThat(split.item().apply(last).offset()).isEqualTo(last * length);
        }
    }

    @Test
    void thereAreNoEmptyRanges() {
        assertThatThrownBy(() -> new ByteRange(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ByteRange(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ByteRange.of(1, 10, 10))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
