package io.gridmill.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.task.FieldError;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    @Test
    void readsCodeSentenceAndFields() {
        GridException read =
                Problems.read(
                        400,
                        """
                        {"type":"/problems/bad-request","title":"t","status":400,"detail":"Too wide",
                         "errors":[{"pointer":"/parameters/width","code":"range","message":"1 to 9"}]}
                        """);
        assertThat(read.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(read).hasMessage("Too wide");
        assertThat(read.errors())
                .containsExactly(new FieldError("/parameters/width", "range", "1 to 9"));
    }

    @Test
    void readsAnAbsoluteType() {
        GridException read =
                Problems.read(
                        409, "{\"type\":\"https://grid/problems/job-failed\",\"title\":\"No\"}");
        assertThat(read.code()).isEqualTo(ErrorCode.JOB_FAILED);
        assertThat(read).hasMessage("No");
    }

    @Test
    void takesTheStatusWhereTheBodyIsSomeoneElses() {
        assertThat(Problems.read(502, "<html>Bad gateway</html>").code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(Problems.read(403, "").code()).isEqualTo(ErrorCode.NOT_ALLOWED);
        assertThat(Problems.read(404, "").code()).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(Problems.read(418, "tea").code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(Problems.read(500, "[]")).hasMessage("The server answered 500: []");
    }
}
