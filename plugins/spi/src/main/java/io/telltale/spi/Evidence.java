package io.telltale.spi;

/** One thing that speaks for a verdict: a name and its value, for people to read. */
public record Evidence(String name, String value) {}
