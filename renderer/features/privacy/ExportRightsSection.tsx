import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { privacyApi } from '#shared/api/privacy.ts';
import type { OutputOf } from '#shared/api/route.ts';
import {
  ELIGIBLE_ROLES,
  EXPORT_DECIDERS,
  EXPORT_KINDS,
  EXPORT_TITLES,
  type ExportKind,
} from '#shared/domain/exportRights.ts';
import { ROLE_TITLES, type Role } from '#shared/domain/person.ts';
import { useAct, useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Field } from '../../ui/Field.tsx';
import { formatTime } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import './privacy.css';

type Known = OutputOf<(typeof privacyApi)['exportRights']>;

const COLUMNS: readonly Role[] = ['reviewer', 'approver', 'secretary', 'expert', 'inspector'];
const DECIDERS = EXPORT_DECIDERS.map((role) => ROLE_TITLES[role]).join('、');

/** 导出权限: which roles may take what out of the workstation. */
export function ExportRightsSection() {
  const read = useRead('privacy', 'exportRights', {});
  const { data } = read;
  return (
    <section className="qp-card" aria-label="导出权限">
      <h2>导出权限</h2>
      <p>决定哪些身份可以把内容带出本工作站。未获准的操作在屏幕上停用，并写明原因；请求未获准的，也会记入审核记录。</p>
      {read.error && <ErrorPanel title="没有读到导出权限" error={read.error} />}
      {!data && !read.error && <Later>正在读取</Later>}
      {data && <Rights key={data.decided?.at ?? ''} known={data} />}
    </section>
  );
}

function Rights({ known }: { known: Known }) {
  const { mayDecide, decided } = known;
  const [rights, setRights] = useState(known.rights);
  const [reason, setReason] = useState('');
  const set = useAct('privacy', 'setExportRights');
  const changed = EXPORT_KINDS.some((kind) => !sameRoles(rights[kind], known.rights[kind]));
  const toggle = (kind: ExportKind, role: Role, may: boolean) => {
    const without = rights[kind].filter((one) => one !== role);
    const given = may ? [...without, role] : without;
    setRights({ ...rights, [kind]: COLUMNS.filter((one) => given.includes(one)) });
  };
  return (
    <>
      <div className="qp-scroll">
        <table className="qp-table qp-rights">
          <thead>
            <tr>
              <th scope="col">操作</th>
              {COLUMNS.map((role) => (
                <th key={role} scope="col">
                  {ROLE_TITLES[role]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {EXPORT_KINDS.map((kind) => (
              <tr key={kind}>
                <th scope="row">{EXPORT_TITLES[kind]}</th>
                {COLUMNS.map((role) => (
                  <td key={role}>
                    {ELIGIBLE_ROLES[kind].includes(role) ? (
                      <Checkbox
                        aria-label={`${ROLE_TITLES[role]}可以${EXPORT_TITLES[kind]}`}
                        disabled={!mayDecide}
                        checked={rights[kind].includes(role)}
                        onChange={(event) => toggle(kind, role, event.target.checked)}
                      />
                    ) : (
                      <span className="qp-faint" title="这种身份不办理此项">
                        —
                      </span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="qp-faint">
        {decided ? (
          <>
            <VisibleText text={decided.by} />于 {formatTime(decided.at)} 改定，原因：
            <VisibleText text={decided.reason} />
          </>
        ) : (
          '现为默认：办理此项的身份都可以。'
        )}
      </p>
      {!mayDecide && <p className="qp-barred">由{DECIDERS}改定。</p>}
      {mayDecide && changed && (
        <Field label="原因">
          <Input.TextArea
            value={reason}
            maxLength={200}
            autoSize={{ minRows: 2, maxRows: 4 }}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      )}
      {mayDecide && (
        <div className="qp-acts">
          <Button
            type="primary"
            disabled={!changed || reason.trim() === ''}
            loading={set.isPending}
            onClick={() => set.mutate({ rights, reason: reason.trim() })}
          >
            保存
          </Button>
          <Button disabled={!changed} onClick={() => setRights(known.rights)}>
            放弃改动
          </Button>
        </div>
      )}
      {set.error !== null && <ErrorPanel title="没有保存" error={set.error} />}
    </>
  );
}

const sameRoles = (a: readonly Role[], b: readonly Role[]): boolean =>
  a.length === b.length && a.every((role) => b.includes(role));
