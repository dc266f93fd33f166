import { Button, Input } from 'antd';
import { useApi } from '../../api/ApiProvider.tsx';
import { joinPath, lastSegment } from '../../app/hostDialog/paths.ts';
import { useReport } from '../../app/useReport.tsx';
import { Field } from '../../ui/Field.tsx';
import { Terms } from '../../ui/Terms.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { NewPassphrase } from './NewPassphrase.tsx';
import { personalWords, type SetupDraft } from './setup.ts';

interface Props {
  draft: SetupDraft;
  suggested: string;
  onChange: (draft: SetupDraft) => void;
}

/** The fields of one step of the wizard. */
export function SetupStep({ step, ...props }: Props & { step: number }) {
  if (step === 0) return <PlaceStep {...props} />;
  if (step === 1) return <PersonStep {...props} />;
  if (step === 2) return <PassphraseStep {...props} />;
  return step === 3 ? <RecoveryStep {...props} /> : <SummaryStep {...props} />;
}

function PlaceStep({ draft, suggested, onChange }: Props) {
  const api = useApi();
  const report = useReport();
  const choose = async () => {
    const { path } = await api.host.openFolder({ purpose: 'document' });
    if (path !== null) onChange({ ...draft, folder: joinPath(path, lastSegment(suggested) || '泉评工作区') });
  };
  return (
    <>
      <Field label="工作区名称" hint="例如：历下区人才政策审核。一个工作区可供几位同事轮流使用。">
        <Input
          autoFocus
          value={draft.name}
          maxLength={60}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
        />
      </Field>
      <div className="qp-field">
        <span className="qp-label">位置</span>
        <div className="qp-entry-row">
          <Input
            aria-label="位置"
            value={draft.folder ?? suggested}
            maxLength={1000}
            onChange={(event) => onChange({ ...draft, folder: event.target.value })}
          />
          <Button onClick={() => report.guard('没有选定文件夹', choose)}>选择</Button>
        </div>
        <span className="qp-hint">请放在本机硬盘，不要放在 U盘 或同步盘。数据加密保存。</span>
      </div>
    </>
  );
}

function PersonStep({ draft, onChange }: Props) {
  return (
    <>
      <Field label="单位" hint="写全称，与印章一致。">
        <Input
          autoFocus
          value={draft.unit}
          maxLength={120}
          onChange={(event) => onChange({ ...draft, unit: event.target.value })}
        />
      </Field>
      <Field label="姓名" hint="审核记录和签署以此姓名为准。其他人员可以稍后在“设置”里添加。">
        <Input
          value={draft.person}
          maxLength={40}
          onChange={(event) => onChange({ ...draft, person: event.target.value })}
        />
      </Field>
    </>
  );
}

function PassphraseStep({ draft, onChange }: Props) {
  return (
    <>
      <p>口令用来解锁工作区和签署。可以用一句容易记住的话，中文、字母、数字都可以。</p>
      <NewPassphrase
        autoFocus
        value={draft.passphrase}
        personal={personalWords(draft)}
        onChange={(passphrase) => onChange({ ...draft, passphrase })}
      />
    </>
  );
}

function RecoveryStep({ draft, onChange }: Props) {
  const api = useApi();
  const report = useReport();
  const choose = async () => {
    const { path } = await api.host.openFile({ purpose: 'certificate' });
    if (path !== null) onChange({ ...draft, rootCertificate: path });
  };
  return (
    <>
      <p>
        忘记口令时，任何人都无法直接打开工作区。登记中心的根证书后，中心可以帮助重设口令。申请里只有一把加密的钥匙，没有案卷内容。
      </p>
      <div className="qp-field">
        <span className="qp-label">中心根证书（可选）</span>
        <div className="qp-entry-row">
          <Button onClick={() => report.guard('没有选定文件', choose)}>选择根证书</Button>
          {draft.rootCertificate && (
            <>
              <VisibleText text={draft.rootCertificate} />
              <Button type="link" onClick={() => onChange({ ...draft, rootCertificate: null })}>
                移除
              </Button>
            </>
          )}
        </div>
        <span className="qp-hint">现在没有也可以继续。以后装入本人证书时会一并登记，在此之前忘记口令将无法恢复。</span>
      </div>
    </>
  );
}

function SummaryStep({ draft, suggested }: Props) {
  const lines = [
    ['工作区名称', draft.name],
    ['位置', draft.folder ?? suggested],
    ['单位', draft.unit],
    ['姓名', draft.person],
    ['口令', '已设置'],
    ['恢复方式', draft.rootCertificate ? '由中心恢复' : '暂未登记，以后随证书登记'],
  ] as const;
  return <Terms className="qp-summary" lines={lines} />;
}
