import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useQuery } from 'react-query';
import useSWR from 'swr';
import { parseDicom } from 'dicom-parser';
import ollama from 'ollama';

const ask = (prompt: string) => ollama.generate({ model: 'llama3.2', prompt }); // <- untrusted-text-in-prompt
const greet = (prompt: string) => ollama.generate({ model: 'llama3.2', prompt });
const instance = (uid: string) => fetch(`/pacs/${uid}`).then(async (answer) => parseDicom(new Uint8Array(await answer.arrayBuffer())));
const commentsOf = async (uid: string) => ({ text: (await instance(uid)).string('x00104000') ?? '' });
const sizeOf = async (uid: string) => ({ text: String((await instance(uid)).uint16('x00280010')) });

export function Old({ uid }: { uid: string }) {
  const { data: comments } = useQuery(['comments', uid], () => commentsOf(uid));
  const { data: size } = useQuery(['size', uid], () => sizeOf(uid));
  return <><button onClick={() => ask(comments!.text)}>Explain</button><button onClick={() => greet(size!.text)}>Size</button></>;
}

export function Pages({ uid }: { uid: string }) {
  const notes = useInfiniteQuery({ queryKey: [uid], queryFn: () => commentsOf(uid), initialPageParam: 0, getNextPageParam: () => 1 });
  const sizes = useInfiniteQuery({ queryKey: [uid, 'size'], queryFn: () => sizeOf(uid), initialPageParam: 0, getNextPageParam: () => 1 });
  const all = notes.data!.pages.map((page) => page.text).join('\n');
  return <><button onClick={() => ask(all)}>Explain</button><button onClick={() => greet(sizes.data!.pages[0]!.text)}>Size</button></>;
}

export function OnDemand({ uid }: { uid: string }) {
  const client = useQueryClient();
  const explain = async () => ask((await client.fetchQuery({ queryKey: [uid], queryFn: () => commentsOf(uid) })).text);
  const size = async () => greet((await client.ensureQueryData({ queryKey: [uid, 'size'], queryFn: () => sizeOf(uid) })).text);
  return <><button onClick={explain}>Explain</button><button onClick={size}>Size</button></>;
}

export function Stale({ uid }: { uid: string }) {
  const { data } = useSWR(uid, commentsOf);
  const { data: size } = useSWR(['size', uid], ([, one]) => sizeOf(one));
  return <><button onClick={() => ask(data!.text)}>Explain</button><button onClick={() => greet(size!.text)}>Size</button></>;
}
