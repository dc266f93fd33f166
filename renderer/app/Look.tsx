import { App as AntdApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type ReactNode, useLayoutEffect, useMemo } from 'react';
import { type Look as Choice, resolveAppearance } from './appearance.ts';
import { antdTheme, cssVariables } from './theme.ts';
import { useMedia } from './useMedia.ts';
import './fonts.ts';
import './app.css';
import './overlays.css';

dayjs.locale('zh-cn');

/** Chinese antd in the chosen appearance and text size; our own style sheets get the same colours. */
export function Look({ look, children }: { look: Choice; children: ReactNode }) {
  const systemIsDark = useMedia('(prefers-color-scheme: dark)');
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const appearance = resolveAppearance(look.appearance, systemIsDark);
  const theme = useMemo(() => antdTheme(appearance, look.textSize, !still), [appearance, look.textSize, still]);
  useLayoutEffect(() => {
    const { style, dataset } = document.documentElement;
    for (const [name, value] of Object.entries(cssVariables(appearance, look.textSize))) style.setProperty(name, value);
    dataset.appearance = appearance;
    dataset.text = look.textSize;
  }, [appearance, look.textSize]);
  return (
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      <AntdApp component={false} message={{ maxCount: 3 }}>
        {children}
      </AntdApp>
    </ConfigProvider>
  );
}
