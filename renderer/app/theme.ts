import { type ThemeConfig, theme } from 'antd';

/** Everything that has a colour or a size, for antd and for our own style sheets (as `--qp-*` custom properties). */
export type Appearance = 'light' | 'dark' | 'sunlight';
export type TextSize = 'normal' | 'large';

/**
 * Named Chinese fonts of the system first; the bundled slices come before `system-ui`, because on a machine without
 * Chinese fonts `system-ui` would draw Latin letters and figures in a face that does not match.
 */
export const FONT_STACK = [
  '"Microsoft YaHei UI"',
  '"PingFang SC"',
  '"HarmonyOS Sans SC"',
  '"Noto Sans CJK SC"',
  '"Source Han Sans SC"',
  '"Noto Sans SC"',
  'system-ui',
  'sans-serif',
].join(', ');

/** Key of a palette = name of its custom property: `inkSoft` is `--qp-ink-soft`. */
const light = {
  ground: '#f2f4f7',
  paper: '#ffffff',
  raised: '#ffffff',
  rail: '#e9edf2',
  hover: '#eef3f8',
  ink: '#1a2430',
  inkSoft: '#46525f',
  inkFaint: '#5f6b79',
  line: '#d8dee5',
  lineStrong: '#86919e',
  action: '#0b4f8a',
  actionSolid: '#0b4f8a',
  actionHover: '#0d62ab',
  actionSoft: '#e4eff9',
  onAction: '#ffffff',
  focus: '#0b6fd1',
  pass: '#1b784a',
  passSoft: '#e9f5ee',
  fail: '#b3261e',
  failSoft: '#fcedec',
  doubt: '#8f6000',
  doubtSoft: '#fff6e0',
  supplement: '#6b3fa0',
  supplementSoft: '#f3edfa',
  open: '#5a6674',
  openSoft: '#eef1f4',
  demo: '#7a4b00',
  demoSoft: '#ffefc7',
};
export type Palette = typeof light;

const dark: Palette = {
  ground: '#12161b',
  paper: '#1a1f26',
  raised: '#222932',
  rail: '#161b21',
  hover: '#252d37',
  ink: '#e7ecf1',
  inkSoft: '#bac4cf',
  inkFaint: '#9aa6b3',
  line: '#323b46',
  lineStrong: '#72808f',
  action: '#7fbcf0',
  actionSolid: '#1f6cb0',
  actionHover: '#2474ba',
  actionSoft: '#1c3349',
  onAction: '#ffffff',
  focus: '#8cc6f8',
  pass: '#66cc95',
  passSoft: '#173024',
  fail: '#ff8f85',
  failSoft: '#3d1f1d',
  doubt: '#e6b84c',
  doubtSoft: '#362a12',
  supplement: '#c6a6f2',
  supplementSoft: '#2e2342',
  open: '#a3afbc',
  openSoft: '#29313a',
  demo: '#f2cd7a',
  demoSoft: '#3a2d10',
};

/** For work outdoors: black on white, no soft fills, strong lines. */
const sunlight: Palette = {
  ground: '#ffffff',
  paper: '#ffffff',
  raised: '#ffffff',
  rail: '#ffffff',
  hover: '#e6e6e6',
  ink: '#000000',
  inkSoft: '#101010',
  inkFaint: '#262626',
  line: '#6b6b6b',
  lineStrong: '#000000',
  action: '#00366b',
  actionSolid: '#00366b',
  actionHover: '#00509e',
  actionSoft: '#d6e8fa',
  onAction: '#ffffff',
  focus: '#c25700',
  pass: '#00532a',
  passSoft: '#ffffff',
  fail: '#8a0000',
  failSoft: '#ffffff',
  doubt: '#5e3d00',
  doubtSoft: '#ffffff',
  supplement: '#46187f',
  supplementSoft: '#ffffff',
  open: '#222222',
  openSoft: '#ffffff',
  demo: '#000000',
  demoSoft: '#ffe08a',
};

export const PALETTES: Record<Appearance, Palette> = { light, dark, sunlight };
const FONT_PIXELS: Record<TextSize, number> = { normal: 14, large: 18 };

/** Custom properties for our own style sheets. */
export function cssVariables(appearance: Appearance, textSize: TextSize): Record<string, string> {
  const entries = Object.entries(PALETTES[appearance]).map(([name, value]) => [
    `--qp-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    value,
  ]);
  return {
    ...Object.fromEntries(entries),
    '--qp-font': FONT_STACK,
    '--qp-base': `${FONT_PIXELS[textSize]}px`,
  };
}

function colourTokens(p: Palette): ThemeConfig['token'] {
  return {
    colorPrimary: p.actionSolid,
    colorPrimaryHover: p.actionHover,
    colorPrimaryActive: p.actionSolid,
    colorPrimaryBg: p.actionSoft,
    colorPrimaryText: p.action,
    colorLink: p.action,
    colorLinkHover: p.actionHover,
    colorInfo: p.actionSolid,
    colorSuccess: p.pass,
    colorWarning: p.doubt,
    colorError: p.fail,
    colorText: p.ink,
    colorTextSecondary: p.inkSoft,
    colorTextTertiary: p.inkFaint,
    colorTextDescription: p.inkFaint,
    colorTextPlaceholder: p.inkFaint,
    colorTextHeading: p.ink,
    colorTextLightSolid: p.onAction,
    colorBgLayout: p.ground,
    colorBgContainer: p.paper,
    colorBgElevated: p.raised,
    colorBorder: p.lineStrong,
    colorBorderSecondary: p.line,
    colorSplit: p.line,
    controlItemBgHover: p.hover,
    controlItemBgActive: p.actionSoft,
  };
}

/** Too short to be seen, long enough for the events that end a movement. */
const NO_MOTION = '0.001s';

/**
 * antd's theme. `motion` is off when the person asked the system for reduced motion; not by antd's own switch, which would build the
 * whole screen anew when it is turned and lose what was typed.
 */
export function antdTheme(appearance: Appearance, textSize: TextSize, motion: boolean): ThemeConfig {
  const palette = PALETTES[appearance];
  const fontSize = FONT_PIXELS[textSize];
  return {
    algorithm: appearance === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      ...colourTokens(palette),
      fontFamily: FONT_STACK,
      fontSize,
      fontWeightStrong: 600,
      controlHeight: textSize === 'large' ? 40 : 32,
      borderRadius: 4,
      wireframe: false,
      motionDurationFast: motion ? '0.06s' : NO_MOTION,
      motionDurationMid: motion ? '0.1s' : NO_MOTION,
      motionDurationSlow: motion ? '0.12s' : NO_MOTION,
      boxShadow: '0 2px 10px rgb(0 0 0 / 14%)',
      boxShadowSecondary: '0 4px 18px rgb(0 0 0 / 18%)',
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
      Table: { headerBg: palette.ground, headerColor: palette.inkSoft, cellPaddingBlockMD: 8, cellPaddingInlineMD: 10 },
      Tooltip: { colorBgSpotlight: appearance === 'dark' ? '#3a4451' : '#1f2933', colorTextLightSolid: '#ffffff' },
    },
  };
}
