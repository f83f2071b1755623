import type { MapView } from './view';

/** Lets two maps show one camera, whichever is moved; returns how to part them. */
export function together(one: MapView, other: MapView): () => void {
  let leading: MapView | null = null;
  const follow = (leader: MapView, follower: MapView) => () => {
    // The follower's own answer to a move must not lead in turn.
    if (leading !== null && leading !== leader) return;
    leading = leader;
    follower.jump(leader.camera);
    leading = null;
  };
  const moves = [[one, follow(one, other)], [other, follow(other, one)]] as const;
  other.jump(one.camera);
  for (const [view, move] of moves) view.map.on('move', move);
  return () => { for (const [view, move] of moves) view.map.off('move', move); };
}
