/** Something in the content that has to be mended. */
export interface Finding {
  /** Names the kind of finding, so that it can be looked up and tested. */
  id: string;
  file: string;
  line: number;
  problem: string;
  fix: string;
  /** It may wait: the content may be served meanwhile. */
  later?: true;
}
