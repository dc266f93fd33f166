/** Kinds shown inside; every other kind is opened in the system's program for it. */
export type Shown = 'pdf' | 'image' | 'outside';

export function shownAs(extension: string): Shown {
  if (extension === 'pdf') return 'pdf';
  return extension === 'jpg' || extension === 'png' ? 'image' : 'outside';
}
