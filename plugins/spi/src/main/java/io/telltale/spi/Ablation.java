package io.telltale.spi;

/** Removes a direction: replaces x by x minus its projection on the direction. */
public record Ablation(HookSite site, Direction direction) implements Intervention {

    @Override
    public String summary() {
        return "ablation at " + site;
    }
}
