import type { SupportAmount } from '#shared/domain/review.ts';
import { Amount } from '../../ui/Amount.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';

/** The computed amount with its schedule and who pays what. */
export function AmountTable({ amount }: { amount: SupportAmount }) {
  return (
    <table className="qp-table qp-wb-amounts">
      <tbody>
        {amount.instalments.map((part) => (
          <tr key={part.label}>
            <th scope="row">{part.label}</th>
            <td className="qp-num">
              <Amount fen={part.fen} />
            </td>
          </tr>
        ))}
        <tr className="qp-wb-amounts-total">
          <th scope="row">合计</th>
          <td className="qp-num">
            <Amount fen={amount.totalFen} />
          </td>
        </tr>
        <tr>
          <th scope="row">其中：市级承担</th>
          <td className="qp-num">
            <Amount fen={amount.cityFen} />
          </td>
        </tr>
        <tr>
          <th scope="row">　　　区县承担</th>
          <td className="qp-num">
            <Amount fen={amount.districtFen} />
          </td>
        </tr>
        {amount.unassignedFen > 0 && (
          <tr>
            <th scope="row">　　　付款方未明确</th>
            <td className="qp-num">
              <Amount fen={amount.unassignedFen} />
            </td>
          </tr>
        )}
        {amount.fixed && (
          <tr>
            <td colSpan={2}>
              人工核定：
              <VisibleText text={amount.fixed.reason} />
            </td>
          </tr>
        )}
        <tr>
          <td colSpan={2} className="qp-faint">
            {amount.explanation}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
