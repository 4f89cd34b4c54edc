package io.gridmill.task.builtin.mandelbrot;

import io.gridmill.task.TypedJob;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;

/** Jobs of type {@code mandelbrot} for Java. */
public final class Mandelbrot {
    private Mandelbrot() {}

    /**
     * The whole set as a picture; all else by default.
     *
     * @param width pixels
     * @param height pixels
     */
    public static TypedJob<BufferedImage> job(int width, int height) {
        return new TypedJob<>(
                "mandelbrot",
                TypedJob.noParameters().put("width", width).put("height", height),
                Mandelbrot::picture);
    }

    private static BufferedImage picture(InputStream in) throws IOException {
        BufferedImage picture = ImageIO.read(in);
        if (picture == null) {
            throw new IOException("The result is no picture");
        }
        return picture;
    }
}
