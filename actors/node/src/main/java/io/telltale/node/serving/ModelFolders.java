package io.telltale.node.serving;

import io.telltale.almanac.ShippedModel;
import io.telltale.node.NodeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the folder of a model: one of those that come with the product, by name, or any other, by path. */
public final class ModelFolders {

    private ModelFolders() {}

    /**
     * Returns the folder.
     *
     * @throws NodeException if there is none; the message names the shipped models
     */
    public static Path find(String model) {
        return shipped(model).map(ShippedModel::checkpoint).orElseGet(() -> folder(model));
    }

    private static Optional<ShippedModel> shipped(String model) {
        return Arrays.stream(ShippedModel.values())
                .filter(shipped -> shipped.folderName().equals(model))
                .findFirst();
    }

    private static Path folder(String model) {
        Path folder = Path.of(model);
        if (!Files.isDirectory(folder)) {
            String shipped = Arrays.stream(ShippedModel.values())
                    .map(ShippedModel::folderName)
                    .collect(Collectors.joining(", "));
            throw new NodeException("there is no model '" + model + "'; give a checkpoint folder or one of " + shipped);
        }
        return folder;
    }
}
