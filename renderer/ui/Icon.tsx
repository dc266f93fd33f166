import type { SVGProps } from 'react';
import './ui.css';

/** Line icons on a 20×20 grid, drawn here so that no icon package is shipped. */
const PATHS = {
  home: 'M3 9.5 10 3.5l7 6M5 8v8.5h3.8V12h2.4v4.5H15V8',
  cases: 'M2.8 5.5h5l1.6 2h7.8v8.7H2.8zM2.8 9.8h14.4',
  catalogue: 'M4 3.5h9.5L16 6v10.5H4zM7 8h6M7 11h6M7 14h3.5',
  match: 'M3 4.5h14l-5.300 6v5.300l-3.400-1.800V10.500z',
  exchange: 'M3.5 7h12M12.5 4l3 3-3 3M16.5 13h-12M7.5 10l-3 3 3 3',
  settings:
    'M3 6h8.2M15 6h2M3 14h2M9 14h8M13 4.2a1.9 1.9 0 1 0 0 3.7 1.9 1.9 0 0 0 0-3.7M7 12.2a1.9 1.9 0 1 0 0 3.7 1.9 1.9 0 0 0 0-3.7',
  eye: 'M2.5 10S5.3 5 10 5s7.5 5 7.5 5-2.8 5-7.5 5-7.5-5-7.5-5zM10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
  eyeOff:
    'M3.5 4l13 12.5M8.3 5.2A7 7 0 0 1 10 5c4.7 0 7.5 5 7.5 5a13 13 0 0 1-2.3 2.8M5 6.8A13 13 0 0 0 2.5 10S5.3 15 10 15a7 7 0 0 0 2.6-.5',
  copy: 'M7 7h9v9.5H7zM13 7V3.5H4V13h3',
  check: 'M4.5 10.5l3.7 3.8 7.3-8.6',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  stop: 'M7.1 3.5h5.8l3.6 3.6v5.8l-3.6 3.6H7.1l-3.6-3.6V7.1zM10 6.5v4.4M10 13.4v.1',
  warning: 'M10 3.5l7.2 12.8H2.8zM10 8v4M10 14v.1',
  info: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 9v4.6M10 6.6v.1',
  search: 'M8.7 3.5a5.2 5.2 0 1 0 0 10.4 5.2 5.2 0 0 0 0-10.4M12.6 12.6l4 4',
  lock: 'M5 9h10v7.5H5zM7 9V6.7a3 3 0 0 1 6 0V9M10 12v2',
  person: 'M10 3.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M4 16.5c.5-3.3 2.8-5 6-5s5.5 1.7 6 5',
  clock: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6v4.200l2.8 1.8',
  import: 'M10 3v9M6.5 8.8 10 12.300l3.5-3.500M3.5 12.500v4h13v-4',
  export: 'M10 12.300V3.300M6.5 6.8 10 3.300l3.5 3.500M3.5 12.500v4h13v-4',
  print: 'M5.5 8V3.500h9V8M5.5 13.500h-2V8h13v5.500h-2M5.5 11.500h9v5h-9z',
  folder: 'M2.8 5h5l1.6 2h7.800v9H2.800z',
  file: 'M5 3h6.500L15 6.500V17H5zM11.5 3v3.500H15',
  usb: 'M6.5 8h7v9h-7zM8 8V3.500h4V8M9.3 5.500v.1M10.8 5.500v.1',
  disk: 'M3.5 11.500h13v5h-13zM5 11.500l1.5-8h7l1.5 8M13.5 14v.1',
  up: 'M10 16.500v-12M5.5 9 10 4.5 14.5 9',
  right: 'M7.5 4.500l5.5 5.5-5.5 5.5',
  down: 'M4.5 7.500l5.5 5.5 5.5-5.5',
  refresh: 'M16 6v4h-4M15.6 10A5.8 5.8 0 1 0 14 14.2',
  keyboard: 'M2.5 5.500h15v9h-15zM5 8.300h.1M7.5 8.300h.1M10 8.300h.1M12.5 8.300h.1M15 8.300h.1M6.5 11.700h7',
  history: 'M4.2 6.500A6.8 6.8 0 1 1 3.2 10M3.5 3.500v3.300h3.300M10 6.500v4l2.5 1.5',
  shield: 'M10 3l6 2v4.700c0 3.4-2.4 5.8-6 7.3-3.6-1.5-6-3.9-6-7.300V5z',
  offline:
    'M3 8a10 10 0 0 1 3-1.800M9.5 5.500A10 10 0 0 1 17 8M5.8 11a6 6 0 0 1 2.4-1.300M12.5 10a6 6 0 0 1 1.7 1M10 14.500v.1M3.5 3.500l13 13',
  plus: 'M10 4v12M4 10h12',
  flag: 'M5 17V3.500M5 4.500h10l-2.500 3.500 2.500 3.500H5',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration, for the control that holds it carries the words; with an `aria-label` of its own it is spoken. */
export function Icon({ name, className, ...rest }: { name: IconName } & Omit<SVGProps<SVGSVGElement>, 'name'>) {
  const spoken = rest['aria-label'] !== undefined;
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it has its aria-label where it is spoken
    <svg
      viewBox="0 0 20 20"
      role={spoken ? 'img' : undefined}
      aria-hidden={!spoken}
      {...rest}
      className={className ? `qp-icon ${className}` : 'qp-icon'}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
