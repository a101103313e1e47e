"""Hook sites of the models of transformers: reads and changes their values [T, W] while a model runs."""

import torch


class InputSite:
    """What enters a module."""

    def __init__(self, address, module):
        self.address, self.module = address, module

    def read(self, visit):
        return [self.module.register_forward_pre_hook(lambda _, args: visit(args[0][0]) and None)]

    def change(self, visit):
        return [self.module.register_forward_pre_hook(lambda _, args: (visit(args[0][0])[None],) + args[1:])]


class OutputSite:
    """What leaves a module, or the first thing that does."""

    def __init__(self, address, module):
        self.address, self.module = address, module

    def read(self, visit):
        return [self.module.register_forward_hook(lambda _, args, output: visit(rows(output)) and None)]

    def change(self, visit):
        return [self.module.register_forward_hook(lambda _, args, output: like(output, visit(rows(output))))]


def rows(output):
    first = output[0] if isinstance(output, tuple) else output
    return first.reshape(-1, first.shape[-1])


def like(output, value):
    if isinstance(output, tuple):
        return (value.reshape(output[0].shape),) + output[1:]
    return value.reshape(output.shape)


class MiddleSite(InputSite):
    """The residual stream between attention and feed-forward: read where the feed-forward part takes it in.

    It goes on in two ways, so it is changed through what the attention adds to it.
    """

    def __init__(self, address, reader, block, addend):
        super().__init__(address, reader)
        self.block, self.addend, self.entered = block, addend, None

    def change(self, visit):
        return [self.block.register_forward_pre_hook(self.remember),
                self.addend.register_forward_hook(lambda _, args, output: self.changed(output, visit))]

    def remember(self, _, args):
        self.entered = args[0]

    def changed(self, output, visit):
        return visit((self.entered + output)[0])[None] - self.entered


class RouterSite(OutputSite):
    """The scores of a router, which it turns into a choice in the same module: changed where they are made."""

    def change(self, visit):
        linear = torch.nn.functional.linear

        def begin(_, args):
            torch.nn.functional.linear = lambda *operands: visit(linear(*operands))

        def end(_, args, output):
            torch.nn.functional.linear = linear

        return [self.module.register_forward_pre_hook(begin), self.module.register_forward_hook(end)]


def sites(model, layout):
    """Every hook site of a model, in the order of the forward pass."""
    base = model.get_submodule(layout.base)
    layers = base.get_submodule(layout.layers)
    yield InputSite("hook_embed", layers[0])
    for index, layer in enumerate(layers):
        yield from block_sites(f"blocks.{index}.", layer, layout)
    yield OutputSite("ln_final.hook_normalized", base.get_submodule(layout.last_norm))


def block_sites(block, layer, layout):
    part = layer.get_submodule
    yield InputSite(block + "hook_resid_pre", layer)
    yield OutputSite(block + "ln1.hook_normalized", part(layout.first_norm))
    yield InputSite(block + "attn.hook_z", part(layout.attention_projection))
    yield OutputSite(block + "hook_attn_out", part(layout.attention_out))
    if layout.middle:
        yield MiddleSite(block + "hook_resid_mid", part(layout.middle), layer, part(layout.attention_out))
    if hasattr(layer.mlp, "experts"):
        yield RouterSite(block + "mlp.hook_router_logits", part(layout.router))
    else:
        yield InputSite(block + "mlp.hook_post", part(layout.down_projection))
    yield OutputSite(block + "hook_mlp_out", part(layout.mlp_out))
    yield OutputSite(block + "hook_resid_post", layer)
