import { createHash } from 'node:crypto';
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import type { DemoFont } from '../font/demoFont.ts';
import type { Random } from '../random.ts';
import type { Fonts } from './layout.ts';
import type { Mark, Page } from './model.ts';

export interface CanvasFonts {
  regular: string;
  bold: string;
}

/** Makes the demo fonts known to the canvas, under names of their content: the canvas keeps fonts for the whole process. */
export function registerFonts(fonts: Fonts): CanvasFonts {
  const register = ({ data }: DemoFont) => {
    const name = `QuanpingDemo${createHash('sha256').update(data).digest('hex').slice(0, 12)}`;
    GlobalFonts.register(data, name);
    return name;
  };
  return { regular: register(fonts.regular), bold: register(fonts.bold) };
}

export interface RasterOptions {
  fonts: CanvasFonts;
  /** Pixels per point. */
  scale: number;
  /** A scanner's faults: the sheet lies a little askew (degrees), grey paper, grain, a dark edge. */
  scan?: { tilt: number; random: Random };
}

/** Draws a laid-out page as a picture. */
export function drawPage(page: Page, options: RasterOptions) {
  const { scale, scan } = options;
  const canvas = createCanvas(Math.round(page.width * scale), Math.round(page.height * scale));
  const context = canvas.getContext('2d');
  context.fillStyle = scan ? '#d9d7d0' : '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  if (scan) laySheet(context, page, scan.tilt);
  for (const mark of page.marks) draw(context, mark, options.fonts);
  if (scan) addGrain(context, canvas.width, canvas.height, scan.random);
  return canvas;
}

function laySheet(context: SKRSContext2D, page: Page, tilt: number): void {
  context.translate(page.width / 2, page.height / 2);
  context.rotate((tilt * Math.PI) / 180);
  context.scale(0.975, 0.975);
  context.translate(-page.width / 2, -page.height / 2);
  context.fillStyle = '#f6f4ec';
  context.fillRect(0, 0, page.width, page.height);
}

function draw(context: SKRSContext2D, mark: Mark, fonts: CanvasFonts): void {
  if (mark.kind === 'text') {
    context.save();
    context.translate(mark.x, mark.y);
    if (mark.turn) context.rotate(mark.turn);
    context.fillStyle = mark.colour;
    context.font = `${mark.size}px ${mark.bold ? fonts.bold : fonts.regular}`;
    context.fillText(mark.text, 0, 0);
    context.restore();
    return;
  }
  context.beginPath();
  if (mark.kind === 'circle') context.arc(mark.x, mark.y, mark.radius, 0, 2 * Math.PI);
  else for (const [x, y] of mark.points) context.lineTo(x, y);
  if (mark.kind === 'line' && mark.closed) context.closePath();
  if (mark.kind === 'line' && mark.fill) {
    context.fillStyle = mark.fill;
    context.fill();
  }
  if (mark.width > 0) {
    context.lineWidth = mark.width;
    context.strokeStyle = mark.colour;
    context.stroke();
  }
}

function addGrain(context: SKRSContext2D, width: number, height: number, random: Random): void {
  const image = context.getImageData(0, 0, width, height);
  const { data } = image;
  for (let at = 0; at < data.length; at += 4) {
    const noise = (random.next() - 0.5) * 26;
    for (let channel = 0; channel < 3; channel++) data[at + channel] = clamp(data[at + channel]! + noise);
  }
  context.putImageData(image, 0, 0);
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}
