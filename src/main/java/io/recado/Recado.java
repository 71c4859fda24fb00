package io.recado;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The hub. */
@SpringBootApplication
public class Recado {

    public static void main(String[] args) {
        SpringApplication.run(Recado.class, args);
    }
}
