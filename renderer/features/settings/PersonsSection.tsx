import { Button, Tag } from 'antd';
import { useState } from 'react';
import type { PersonView, WorkspaceStatus } from '#shared/api/workspace.ts';
import { districtName } from '#shared/domain/districts.ts';
import { ROLE_TITLES } from '#shared/domain/person.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useReport } from '../../app/useReport.tsx';
import { formatDay } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { AddPersonDialog } from './AddPersonDialog.tsx';
import { CertificateDialog } from './CertificateDialog.tsx';
import { EnrolmentDialog } from './EnrolmentDialog.tsx';
import { PassphraseDialog } from './PassphraseDialog.tsx';

type Dialog = 'passphrase' | 'enrolment' | 'certificate' | 'add';

/** Who works here, with which certificate. */
export function PersonsSection({ status }: { status: WorkspaceStatus }) {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      {status.current && <CurrentPerson person={status.current} onDialog={setDialog} />}
      <PersonList status={status} onAdd={() => setDialog('add')} />
      {dialog === 'passphrase' && (
        <PassphraseDialog personal={[status.current?.name ?? '', status.unit ?? '']} onClose={close} />
      )}
      {dialog === 'enrolment' && status.current && <EnrolmentDialog person={status.current} onClose={close} />}
      {dialog === 'certificate' && <CertificateDialog onClose={close} />}
      {dialog === 'add' && <AddPersonDialog unit={status.unit ?? ''} onClose={close} />}
    </>
  );
}

function CurrentPerson({ person, onDialog }: { person: PersonView; onDialog: (dialog: Dialog) => void }) {
  const { certificate } = person;
  return (
    <section className="qp-card" aria-label="当前人员">
      <h2>
        <VisibleText text={person.name} />
      </h2>
      <dl className="qp-facts">
        <dt>单位</dt>
        <dd>
          <VisibleText text={person.unit} />
        </dd>
        <dt>身份</dt>
        <dd>
          {person.role ? ROLE_TITLES[person.role] : '未定，装入中心签发的证书后确定'}
          {person.district && `，${districtName(person.district)}`}
        </dd>
        <dt>证书</dt>
        <dd>
          {certificate
            ? `${formatDay(certificate.notBefore)} 至 ${formatDay(certificate.notAfter)} 有效，编号 ${certificate.serial}`
            : '还没有证书，可以审核，不能签署和导出'}
        </dd>
      </dl>
      <div className="qp-acts">
        <Button type={certificate ? 'default' : 'primary'} onClick={() => onDialog('enrolment')}>
          导出登记申请
        </Button>
        <Button onClick={() => onDialog('certificate')}>{certificate ? '换装证书' : '装入证书'}</Button>
        <Button onClick={() => onDialog('passphrase')}>更换口令</Button>
      </div>
    </section>
  );
}

function PersonList({ status, onAdd }: { status: WorkspaceStatus; onAdd: () => void }) {
  const api = useApi();
  const report = useReport();
  return (
    <section className="qp-card" aria-label="人员">
      <h2>本工作区人员</h2>
      <ul className="qp-person-list">
        {status.persons.map((person) => (
          <li key={person.personId}>
            <VisibleText text={person.name} />
            {person.personId === status.current?.personId && <Tag>当前</Tag>}
          </li>
        ))}
      </ul>
      <div className="qp-acts">
        <Button onClick={onAdd}>添加人员</Button>
        <Button onClick={() => report.guard('没有锁定', () => api.workspace.lock({}))}>锁定并切换人员</Button>
      </div>
      <p className="qp-faint">同一案卷的审核和复核须由不同人员、不同证书办理。</p>
    </section>
  );
}
