package io.telltale.training.recipe;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.telltale.plugins.artefact.Provenance;
import io.telltale.spi.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.Consumer;

/** What a recipe tries: told as it goes, and kept for the provenance of what comes out. */
final class RecipeLog {

    private final ModelSpec model;
    private final Inscription inscription;
    private final Consumer<String> progress;
    private final List<String> sweep = new ArrayList<>();

    RecipeLog(ModelSpec model, Inscription inscription, Consumer<String> progress) {
        this.model = model;
        this.inscription = inscription;
        this.progress = progress;
    }

    @FormatMethod
    void note(@FormatString String format, Object... values) {
        String line = String.format(Locale.ROOT, format, values);
        sweep.add(line);
        progress.accept(line);
    }

    Provenance provenance(SortedMap<String, Double> figures) {
        return new Provenance(
                model.name(),
                model.digest(),
                inscription.command(),
                inscription.seed(),
                inscription.date(),
                figures,
                sweep);
    }
}
