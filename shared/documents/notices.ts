import type { CaseFacts, Issuer } from './caseFacts.ts';
import type { DocumentModel } from './model.ts';
import { caseDocument, issuedBy, itemsTable, paragraph, plain, programmeOf, signedOf } from './parts.ts';
import { longDate } from './words.ts';

const salutation = ({ name }: CaseFacts) => plain(`${name}：`);

/** 补正通知书: what is to be handed in, and by when; without a day the line is left open for the pen. */
export function supplementNotice(facts: CaseFacts, issuer: Issuer, dueOn: string | null): DocumentModel {
  const items = signedOf(facts).items.filter((item) => item.verdict === 'supplement');
  const until = dueOn === null ? '　　　　年　　月　　日' : longDate(dueOn);
  return caseDocument('supplement', facts, issuer, [
    salutation(facts),
    paragraph(
      `您于 ${longDate(facts.appliedOn)} 提交的“${programmeOf(facts)}”申报材料已经审核，共有 ${items.length} 项需要补正，请于${until}前按下表补齐，交回受理窗口。`,
    ),
    itemsTable(items, '需要补正的内容'),
    paragraph('补正材料应与原件一致。'),
    issuedBy(issuer),
  ]);
}

/** 不予推荐告知书: which conditions are not met, by which clause. */
export function rejectionNotice(facts: CaseFacts, issuer: Issuer): DocumentModel {
  const items = signedOf(facts).items.filter((item) => item.verdict === 'fail');
  return caseDocument('rejection', facts, issuer, [
    salutation(facts),
    paragraph(
      `您于 ${longDate(facts.appliedOn)} 提交的“${programmeOf(facts)}”申报，经审核，下列 ${items.length} 项不符合规定，本次不予推荐。`,
    ),
    itemsTable(items, '不符合的情况'),
    paragraph('对本告知有不同意见的，可以向本单位书面说明理由并提交有关材料。'),
    issuedBy(issuer),
  ]);
}
