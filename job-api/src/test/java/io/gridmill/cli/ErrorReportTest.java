package io.gridmill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridmill.client.ServerUnreachableException;
import io.gridmill.job.ErrorCode;
import io.gridmill.job.GridException;
import io.gridmill.task.FieldError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorReportTest {

    @Test
    void namesCodeFieldsAndWhatToDo() {
        ErrorReport report =
                ErrorReport.of(
                        new GridException(
                                ErrorCode.BAD_REQUEST,
                                "The parameters cannot be used",
                                List.of(
                                        new FieldError(
                                                "/parameters/width",
                                                "range",
                                                "width must be 1 to 9"))));
        assertThat(report.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(report.text())
                .isEqualTo(
                        """
                        gridmill: The parameters cannot be used. [bad-request]
                          /parameters/width: width must be 1 to 9
                          Nothing was done; correct it and repeat. `gridmill types TYPE` shows the\
                         parameters.\
                        """);
    }

    @Test
    void saysTheKindOfFailureByTheStatus() {
        assertThat(status(new GridException(ErrorCode.UNAUTHENTICATED, "No"))).isEqualTo(4);
        assertThat(status(new GridException(ErrorCode.NOT_ALLOWED, "No"))).isEqualTo(4);
        assertThat(status(new GridException(ErrorCode.JOB_FAILED, "No"))).isEqualTo(1);
        assertThat(status(new GridException(ErrorCode.UNKNOWN_TYPE, "No"))).isEqualTo(2);
        assertThat(status(new ServerUnreachableException(URI.create("http://h"), "No", null)))
                .isEqualTo(3);
        assertThat(status(CommandException.usage("No"))).isEqualTo(2);
        assertThat(status(new IOException("No"))).isEqualTo(1);
        assertThat(status(new IllegalStateException("No"))).isEqualTo(1);
    }

    @Test
    void explainsFiles() {
        UncheckedIOException missing = new UncheckedIOException(new NoSuchFileException("a.csv"));
        assertThat(ErrorReport.of(missing).text())
                .isEqualTo("gridmill: a.csv: there is no such file or directory.");
    }

    @Test
    void callsAFaultAFault() {
        assertThat(ErrorReport.of(new IllegalStateException("odd")).text())
                .contains("fault in Gridmill itself")
                .contains("GRIDMILL_DEBUG=1");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyCodeHasAStatusAndEndsItsSentences(ErrorCode code) {
        ErrorReport report = ErrorReport.of(new GridException(code, "It was refused"));
        assertThat(report.status()).isBetween(1, 4);
        assertThat(report.text()).startsWith("gridmill: It was refused. [" + code.code() + "]");
        String advice = Advice.on(code, "");
        assertThat(advice.isEmpty() || advice.endsWith(".") || advice.endsWith("?")).isTrue();
    }

    private static int status(Throwable failure) {
        return ErrorReport.of(failure).status();
    }
}
