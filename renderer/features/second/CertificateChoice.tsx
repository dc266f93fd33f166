import { Button } from 'antd';
import { ROLE_TITLES, type Role } from '#shared/domain/person.ts';
import { useApi } from '../../api/ApiProvider.tsx';

export interface ChosenPerson {
  path: string;
  name: string;
  unit: string;
  role: string;
}

interface Props {
  chosen: ChosenPerson | null;
  onChosen: (person: ChosenPerson) => void;
  onError: (error: unknown) => void;
}

/** Whom a file goes to, by the certificate the centre gave that person. */
export function CertificateChoice({ chosen, onChosen, onError }: Props) {
  const api = useApi();
  const choose = async () => {
    try {
      const { path } = await api.host.openFile({ purpose: 'certificate' });
      if (path !== null) onChosen({ path, ...(await api.second.recipient({ path })) });
    } catch (error) {
      onError(error);
    }
  };
  return (
    <p className="qp-second-recipient">
      <Button onClick={() => void choose()}>{chosen ? '换一张证书' : '选择对方的证书'}</Button>
      {chosen && (
        <span>
          {chosen.name}，{chosen.unit}，{ROLE_TITLES[chosen.role as Role]}
        </span>
      )}
    </p>
  );
}
