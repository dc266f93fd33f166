const SIGNATURE = '89504e470d0a1a0a';

/** Size of a PNG in pixels; throws on anything else (crops were checked when they came in). */
export function pngSize(bytes: Uint8Array): { width: number; height: number } {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < 24 || view.subarray(0, 8).toString('hex') !== SIGNATURE) throw new Error('not a PNG');
  return { width: view.readUInt32BE(16), height: view.readUInt32BE(20) };
}
