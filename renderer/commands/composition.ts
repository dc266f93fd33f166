/** The part of a keyboard event that tells whether an input method is using the key. */
export interface CompositionKey {
  isComposing?: boolean;
  keyCode?: number;
  key: string;
}

/**
 * True while a Chinese input method owns the key: Enter then ends the composition and must neither submit nor move on.
 * `keyCode` 229 is the only sign some input methods give.
 */
export function isComposing(event: CompositionKey | { nativeEvent: CompositionKey }): boolean {
  const key = 'nativeEvent' in event ? event.nativeEvent : event;
  return key.isComposing === true || key.keyCode === 229 || key.key === 'Process' || key.key === 'Unidentified';
}
