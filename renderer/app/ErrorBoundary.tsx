import { Button, Input } from 'antd';
import { Component, createRef, type ReactNode } from 'react';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';

interface Props {
  /** A change of this value tries again, e.g. the address. */
  resetKey: string;
  children: ReactNode;
}

interface State {
  error: unknown;
  failed: boolean;
  /** What was typed in the part of the screen that broke. */
  typed: string[];
}

const TEXT_FIELDS = 'textarea, input[type=text], input[type=search], input:not([type])';

function typedTexts(root: HTMLElement | null): string[] {
  const fields = root?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(TEXT_FIELDS) ?? [];
  return [...fields].map((field) => field.value).filter((value) => value.trim() !== '');
}

/** A defect in one screen leaves the frame standing and gives back what was typed there. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, failed: false, typed: [] };
  private root = createRef<HTMLDivElement>();

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error, failed: true };
  }

  /** Runs while the broken part is still in the document: the last moment its fields can be read. */
  override getSnapshotBeforeUpdate(_: Props, before: State): string[] | null {
    return this.state.failed && !before.failed ? typedTexts(this.root.current) : null;
  }

  override componentDidUpdate(before: Props, _: State, typed: string[] | null): void {
    if (typed && typed.length > 0) this.setState({ typed });
    if (this.state.failed && before.resetKey !== this.props.resetKey) this.reset();
  }

  override componentDidCatch(error: unknown): void {
    console.error(error);
  }

  private reset = () => this.setState({ error: null, failed: false, typed: [] });

  override render(): ReactNode {
    const { error, failed, typed } = this.state;
    return (
      <div className="qp-boundary" ref={this.root}>
        {failed ? (
          <div className="qp-page qp-page-narrow">
            <ErrorPanel
              title="这个页面没有显示出来"
              error={error}
              actions={
                <Button size="small" onClick={this.reset}>
                  重新显示
                </Button>
              }
            />
            {typed.length > 0 && (
              <section>
                <p>您刚才输入的内容，可以复制留用：</p>
                <Input.TextArea
                  readOnly
                  aria-label="刚才输入的内容"
                  value={typed.join('\n\n')}
                  autoSize={{ minRows: 2, maxRows: 12 }}
                />
              </section>
            )}
          </div>
        ) : (
          this.props.children
        )}
      </div>
    );
  }
}
