import type { catalogueApi } from '#shared/api/catalogue.ts';
import type { InputOf, OutputOf } from '#shared/api/route.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { type Catalogue, rulesInForce } from '#shared/rules/catalogue.ts';
import type { CompiledProgramme } from '#shared/rules/compileProgramme.ts';
import { renderProgramme } from '#shared/rules/render/renderProgramme.ts';

type Route = (typeof catalogueApi)['programme'];

/** What took a programme's place: said of the programme itself, or of its whole document. */
function successorsOf({ definition }: CompiledProgramme, catalogue: Catalogue): string[] {
  const document = catalogue.documents.get(definition.document);
  return [...definition.replacedBy, ...(document?.replacedBy ?? [])].map(({ what, note }) =>
    note === undefined ? what : `${what}（${note}）`,
  );
}

/** A programme in words, in the version for a day of application; without a day its newest version. Throws PROGRAMME_UNKNOWN. */
export function programmePage(catalogue: Catalogue, { id, on }: InputOf<Route>): OutputOf<Route> {
  const versions = catalogue.programmes.filter((one) => one.definition.id === id);
  const newest = versions.at(-1);
  if (newest === undefined) throw new Refusal('PROGRAMME_UNKNOWN', { programme: id });
  const found = on === undefined ? null : rulesInForce(catalogue, id, on);
  const programme = found?.programme ?? newest;
  return {
    hash: catalogue.hash,
    programme: renderProgramme(programme, catalogue),
    validity: found === null ? null : { inForce: found.validity.inForce, sentence: found.validity.sentence },
    successors: successorsOf(programme, catalogue),
    versions: versions.map(({ definition }) => ({ from: definition.inForce.from, to: definition.inForce.to })),
  };
}
