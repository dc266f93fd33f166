import type { Line, RenderedProgramme } from './model.ts';

/** A rendered programme as Markdown, for reading beside the document and for review of an encoding. */

/** Characters that Markdown would take for markup. */
const plain = (text: string): string => text.replace(/[\\`*_[\]<>#|]/g, '\\$&');

function lineText({ number, tag, text, cite }: Line): string {
  const clauses = cite.length === 0 ? '' : ` 〔${cite.map((one) => one.label).join('；')}〕`;
  return plain(`${number}　${tag === null ? '' : `【${tag}】`}${text}${clauses}`);
}

function block(line: Line, depth: number): string[] {
  const lead = '  '.repeat(depth);
  const links = line.links.map((one) => `${one.programme} ${one.name}`);
  return [
    `${lead}- ${lineText(line)}`,
    ...line.notes.map((one) => `${lead}  - ${plain(one.label === null ? one.text : `${one.label}：${one.text}`)}`),
    ...(links.length === 0 ? [] : [`${lead}  - ${plain(`相关项目：${links.join('、')}`)}`]),
    ...line.children.flatMap((child) => block(child, depth + 1)),
  ];
}

export function toMarkdown(rendered: RenderedProgramme): string {
  const { id, name, document, rule, sections } = rendered;
  const head = [
    `# ${plain(`${id} ${name}`)}`,
    '',
    plain(`${document.number ?? document.title}　第 ${Number(rule)} 条`),
  ];
  const body = sections.flatMap((section) => [
    '',
    `## ${section.title}`,
    '',
    ...section.lines.flatMap((line) => block(line, 0)),
  ]);
  return [...head, ...body].join('\n');
}
