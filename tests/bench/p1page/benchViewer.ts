/** What either page offers to the bench that drives it. */
export interface BenchViewer {
  /** Shows a file; milliseconds from the click to the first page on screen. */
  show(url: string, bytes: number): Promise<number>;
  close(): Promise<void>;
}

declare global {
  var benchViewer: BenchViewer;
}
