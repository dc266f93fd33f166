import { BUNDLE_PROFILE, type BundleJson, bundleSchema, READER_LEVEL } from '#shared/domain/bundle.ts';
import { BUNDLE_LIMITS } from '#shared/domain/bundleRules.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { BUNDLE_JSON } from './bag.ts';
import { canonicalJsonBytes, type JsonValue, parseStrictJson } from './canonicalJson.ts';

/** bundle.json as bytes; throws what `bundleSchema` throws on a value that no reader would accept. */
export function encodeBundleJson(bundle: BundleJson): Uint8Array {
  return canonicalJsonBytes(bundleSchema.parse(bundle));
}

/** Reads bundle.json. Refuses PROFILE_NEWER, SCHEMA_INVALID (any spelling but the canonical one included). */
export function parseBundleJson(bytes: Uint8Array): BundleJson {
  const value = parseStrictJson(bytes, BUNDLE_JSON, BUNDLE_LIMITS.tagBytes[BUNDLE_JSON]);
  refuseNewer(value);
  const parsed = bundleSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw invalid(`${issue.path.join('.') || BUNDLE_JSON}: ${issue.message}`);
  }
  if (Buffer.compare(canonicalJsonBytes(parsed.data), bytes) !== 0) throw invalid('不是规范的 JSON 写法');
  return parsed.data;
}

function invalid(reason: string): Refusal {
  return new Refusal('SCHEMA_INVALID', { entry: BUNDLE_JSON, reason });
}

/** A newer profile may differ in anything but these two members, so they are looked at before the rest. */
function refuseNewer(value: JsonValue): void {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
  const { profile, minReader } = value;
  const newerProfile =
    typeof profile === 'string' && profile !== BUNDLE_PROFILE && /^qpb\/[1-9][0-9]{0,3}$/.test(profile);
  const newerReader = typeof minReader === 'number' && minReader > READER_LEVEL;
  if (newerProfile) throw new Refusal('PROFILE_NEWER', { minReader: profile });
  if (newerReader) throw new Refusal('PROFILE_NEWER', { minReader: `${BUNDLE_PROFILE} / ${minReader}` });
}
