import type { DemoFont } from '../font/demoFont.ts';
import { type Mark, SEAL_NOTE } from './model.ts';

const RED = '#c8281e';
const SPREAD = (250 / 180) * Math.PI;

/** A round office seal: ring, five-pointed star, the unit's name along the upper arc and 演示专用 below the star. */
export function sealMarks(unit: string, centre: { x: number; y: number }, radius: number, font: DemoFont): Mark[] {
  const { x, y } = centre;
  const characters = [...unit];
  const size = Math.min(11.5, (SPREAD * radius * 0.76) / characters.length);
  const reach = radius - size * 0.55 - 5;
  const span = Math.min(SPREAD, (characters.length * size * 1.3) / reach);
  const arc = characters.map((text, index): Mark => {
    const angle = characters.length === 1 ? 0 : -span / 2 + (index * span) / (characters.length - 1);
    return letter(text, size, angle, { x: x + Math.sin(angle) * reach, y: y - Math.cos(angle) * reach }, font);
  });
  const noteSize = 8;
  const foot = {
    kind: 'text' as const,
    text: SEAL_NOTE,
    size: noteSize,
    bold: true,
    colour: RED,
    x: x - font.widthOf(SEAL_NOTE, noteSize) / 2,
    y: y + radius * 0.62,
  };
  return [
    { kind: 'circle', x, y, radius, width: 2, colour: RED },
    { kind: 'line', points: star(x, y, radius * 0.3), width: 0, colour: RED, closed: true, fill: RED },
    ...arc,
    foot,
  ];
}

/** One letter whose middle stands at `at`, its foot towards the centre of the seal. */
function letter(text: string, size: number, angle: number, at: { x: number; y: number }, font: DemoFont): Mark {
  const half = font.widthOf(text, size) / 2;
  const drop = size * 0.36;
  const x = at.x - Math.cos(angle) * half - Math.sin(angle) * drop;
  const y = at.y - Math.sin(angle) * half + Math.cos(angle) * drop;
  return { kind: 'text', text, size, bold: true, colour: RED, x, y, turn: angle };
}

function star(x: number, y: number, radius: number): [number, number][] {
  return Array.from({ length: 10 }, (_, index) => {
    const reach = index % 2 === 0 ? radius : radius * 0.382;
    const angle = (index * Math.PI) / 5;
    return [x + Math.sin(angle) * reach, y - Math.cos(angle) * reach];
  });
}
