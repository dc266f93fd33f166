import type { Catalogue } from '#shared/rules/catalogue.ts';
import type { CompiledProgramme } from '#shared/rules/compileProgramme.ts';
import type { RenderedProgramme } from '#shared/rules/render/model.ts';
import { renderProgramme } from '#shared/rules/render/renderProgramme.ts';

const written = new WeakMap<CompiledProgramme, RenderedProgramme>();

/** A programme of a catalogue in words, written once: neither ever changes. */
export function renderedOf(catalogue: Catalogue, programme: CompiledProgramme): RenderedProgramme {
  const known = written.get(programme);
  if (known !== undefined) return known;
  const rendered = renderProgramme(programme, catalogue);
  written.set(programme, rendered);
  return rendered;
}
