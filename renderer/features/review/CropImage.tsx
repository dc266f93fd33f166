import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { unwrap } from '#shared/api/result.ts';
import { MAX_BLOB_BYTES, MAX_RANGE_BYTES } from '#shared/api/transport.ts';
import { useTransport } from '../../api/ApiProvider.tsx';

/** The picture kept with a piece of evidence. It is named by its hash, so it never goes stale. */
export function CropImage({ sha256, alt }: { sha256: string; alt: string }) {
  const transport = useTransport();
  const { data, isError } = useQuery({
    queryKey: ['crop', sha256],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    queryFn: async () => {
      const parts: Uint8Array<ArrayBuffer>[] = [];
      for (let at = 0; at < MAX_BLOB_BYTES; at += MAX_RANGE_BYTES) {
        const part = unwrap(await transport.readRange({ kind: 'crop', id: sha256 }, at, at + MAX_RANGE_BYTES));
        parts.push(part as Uint8Array<ArrayBuffer>);
        if (part.byteLength < MAX_RANGE_BYTES) break;
      }
      return new Blob(parts, { type: 'image/png' });
    },
  });
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!data) return;
    const made = URL.createObjectURL(data);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  if (isError) return <span className="qp-faint">截图读取失败</span>;
  return url ? <img src={url} alt={alt} draggable={false} /> : <span className="qp-wb-crop-wait" aria-busy="true" />;
}
