import type { CaseView } from '#shared/api/cases.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { Masked } from '../../ui/Masked.tsx';

/** What is known of the applicant, each line masked until somebody asks with a reason; for a list of terms. */
export function PersonFields({ view }: { view: CaseView }) {
  const api = useApi();
  const { caseId } = view.row;
  return view.fields.map(({ field, label, masked }) => (
    // A value that was revealed belongs to its case.
    <div key={`${caseId}${field}`}>
      <dt>{label}</dt>
      <dd>
        <Masked
          label={label}
          masked={masked}
          reveal={async (reason) => (await api.cases.reveal({ caseId, field, reason })).value}
        />
      </dd>
    </div>
  ));
}
