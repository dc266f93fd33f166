import { Checkbox, Radio } from 'antd';
import type { Preferences } from '#shared/api/settings.ts';
import { useRead, useSetPreferences } from '../../app/data.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';

const APPEARANCES: { value: Preferences['appearance']; label: string }[] = [
  { value: 'system', label: '随系统' },
  { value: 'light', label: '浅色' },
  { value: 'dark', label: '深色' },
  { value: 'sunlight', label: '户外（黑白分明）' },
];
const SIZES: { value: Preferences['textSize']; label: string }[] = [
  { value: 'normal', label: '标准' },
  { value: 'large', label: '大字' },
];

/** Colours, text size and the pace of reviewing, effective at once. */
export function AppearanceSection() {
  const preferences = useRead('settings', 'preferences', {});
  const set = useSetPreferences();
  const { data } = preferences;
  return (
    <section className="qp-card" aria-label="外观">
      <h2>外观</h2>
      {preferences.error && <ErrorPanel title="没有读到外观设置" error={preferences.error} />}
      {data && (
        <>
          <div className="qp-field">
            <span className="qp-label">颜色</span>
            <Radio.Group
              aria-label="颜色"
              optionType="button"
              options={APPEARANCES}
              value={data.appearance}
              onChange={(event) => set({ appearance: event.target.value })}
            />
          </div>
          <div className="qp-field">
            <span className="qp-label">文字大小</span>
            <Radio.Group
              aria-label="文字大小"
              optionType="button"
              options={SIZES}
              value={data.textSize}
              onChange={(event) => set({ textSize: event.target.value })}
            />
          </div>
          <div className="qp-field">
            <span className="qp-label">审核</span>
            <Checkbox checked={data.advance} onChange={(event) => set({ advance: event.target.checked })}>
              判为“符合”后自动到下一项
            </Checkbox>
          </div>
        </>
      )}
    </section>
  );
}
