/** Icons of the viewer's toolbar, in the manner of ui/Icon: lines on a 20×20 grid, decoration only. */
const PATHS = {
  zoomIn: 'M8.7 3.5a5.2 5.2 0 1 0 0 10.4 5.2 5.2 0 0 0 0-10.4M12.6 12.6l4 4M6.3 8.7h4.8M8.7 6.3v4.8',
  zoomOut: 'M8.7 3.5a5.2 5.2 0 1 0 0 10.4 5.2 5.2 0 0 0 0-10.4M12.6 12.6l4 4M6.3 8.7h4.8',
  fitWidth: 'M3 4v12M17 4v12M5.5 10h9M7.5 7.8 5.3 10l2.2 2.2M12.5 7.8l2.2 2.2-2.2 2.2',
  fitPage: 'M5 3h10v14H5zM10 5.5v9M8.3 7.2 10 5.5l1.7 1.7M8.3 12.8l1.7 1.7 1.7-1.7',
  rotate: 'M15.5 6.5A6.6 6.6 0 1 0 16.6 10M16 3v3.8h-3.8',
  capture: 'M3 7V3.5h3.5M13.5 3.5H17V7M17 13v3.5h-3.5M6.5 16.5H3V13M10 7v6M7 10h6',
  files: 'M3 4h14v12H3zM8 4v12M4.8 7h1.5M4.8 9.5h1.5M4.8 12h1.5',
  split: 'M3 4h14v12H3zM10 4v12M5 7h3M5 9.500h3M12 7h3M12 9.500h3',
  hand: 'M6.500 11V5.200a1.100 1.100 0 0 1 2.200 0V9.500V3.900a1.100 1.100 0 0 1 2.200 0V9.500V4.700a1.100 1.100 0 0 1 2.200 0V10V6.700a1.100 1.100 0 0 1 2.200 0V12c0 3-1.700 5-4.600 5-2.400 0-3.600-1-4.700-3L3.900 11.600a1.100 1.100 0 0 1 1.800-1.200L6.500 11.500',
  outside: 'M11 4h5v5M16 4l-7 7M14 11.5V16H4V6h4.5',
  undo: 'M7.5 5 4 8.5 7.5 12M4.5 8.5H12a4 4 0 0 1 0 8H9',
  redo: 'M12.5 5 16 8.5 12.5 12M15.5 8.5H8a4 4 0 0 0 0 8h3',
  left: 'M12.5 4.5 7 10l5.5 5.5',
} as const;

export type WorkIconName = keyof typeof PATHS;

export function WorkIcon({ name }: { name: WorkIconName }) {
  return (
    <svg viewBox="0 0 20 20" className="qp-icon" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
