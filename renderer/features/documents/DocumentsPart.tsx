import { Button, Input } from 'antd';
import { useState } from 'react';
import { useRead } from '../../app/data.ts';
import { formatHash } from '../../app/router.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Field } from '../../ui/Field.tsx';
import { formatCount, formatTime } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { DocumentSettings } from './DocumentSettings.tsx';
import { MakeDocument } from './MakeDocument.tsx';
import './document.css';

const FORMATS = { docx: 'Word 文档', xlsx: 'Excel 表格', print: '打印' } as const;

/** Which paper is this? Its code at the foot says whether it was made here, when and by whom. */
export function DocumentsPart() {
  const [typed, setTyped] = useState('');
  const [code, setCode] = useState('');
  const [summary, setSummary] = useState(false);
  const answer = useRead('documents', 'lookUp', { code }, { enabled: code !== '' });
  return (
    <>
      <section className="qp-card qp-choose">
        <div>
          <h2>审核结果汇总表</h2>
          <p className="qp-faint">全部案卷的结论和金额。只要其中一部分时，请在“案卷”里筛选后制作。</p>
        </div>
        <Button onClick={() => setSummary(true)}>制作汇总表</Button>
      </section>
      <form
        className="qp-card"
        onSubmit={(event) => {
          event.preventDefault();
          setCode(typed.trim());
        }}
      >
        <h2>查验文书</h2>
        <Field label="文书校验码" hint="印在每页页脚，填写前两组（8 位）以上即可。">
          <Input.Search
            value={typed}
            maxLength={120}
            enterButton="查验"
            onChange={(event) => setTyped(event.target.value)}
            onSearch={(value) => setCode(value.trim())}
          />
        </Field>
        {answer.error && <ErrorPanel title="没有查验" error={answer.error} />}
        {answer.data?.found.length === 0 && (
          <p role="status">本机没有制作过校验码以此开头的文书。请核对校验码，或到制作的单位查验。</p>
        )}
        {answer.data && answer.data.found.length > 0 && (
          <div className="qp-scroll">
            <table className="qp-table">
              <thead>
                <tr>
                  <th>文书</th>
                  <th>文号</th>
                  <th>方式</th>
                  <th>制作时间</th>
                  <th>制作人</th>
                  <th>内容</th>
                  <th>个人信息</th>
                </tr>
              </thead>
              <tbody>
                {answer.data.found.map((one) => (
                  <tr key={`${one.at} ${one.format}`}>
                    <td>
                      <VisibleText text={one.title} />
                    </td>
                    <td>{one.documentNumber ?? '—'}</td>
                    <td>{FORMATS[one.format]}</td>
                    <td>{formatTime(one.at)}</td>
                    <td>
                      <VisibleText text={one.by} />
                    </td>
                    <td>
                      {one.caseId && one.number ? (
                        <>
                          <a href={formatHash(['cases', one.caseId])}>{one.number}</a>
                          {one.version !== null && `，第 ${one.version} 版`}
                        </>
                      ) : (
                        `${formatCount(one.cases)} 件案卷`
                      )}
                    </td>
                    <td>{one.masked ? '已遮盖' : '完整'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </form>
      <DocumentSettings />
      {summary && (
        <MakeDocument subject={{ kind: 'summary', cases: { filter: {} } }} onClose={() => setSummary(false)} />
      )}
    </>
  );
}
