using NetDashboard.Inventory;
using NetDashboard.Probing;

namespace NetDashboard.Scanning;

/// <summary>One login under protection, whoever submits it. Safe for many threads.</summary>
/// <param name="login">The login.</param>
/// <param name="time">The clock for <see cref="AccountGuard.Patience"/>.</param>
internal sealed class GuardedAccount(LoginIdentity login, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiting = new();
    private readonly List<string> _refusedBy = [];
    private readonly HashSet<string> _everRefusedBy = new(StringComparer.Ordinal);
    private ITimer? _patience;
    private int _abreast = 1;
    private int _few = AccountGuard.Few;
    private int _inFlight;
    private int _successes;
    private int _strikes;
    private bool _isHeld;

    private bool HasRoom => _successes switch
    {
        0 => _inFlight < _abreast && _inFlight + _strikes < AccountGuard.MaxUnproven,
        1 => _inFlight < _few,
        _ => true,
    };

    /// <summary>The login.</summary>
    public LoginIdentity Login => login;

    /// <summary>Scans under way that use it. Counted under the lock of the <see cref="AccountBook"/>.</summary>
    public int Users { get; set; }

    /// <summary>Whether nothing more is submitted.</summary>
    public bool IsHeld
    {
        get
        {
            lock (_gate)
            {
                return _isHeld;
            }
        }
    }

    /// <summary>One more scan uses it. The secret may have changed since it was proven, so a few go first again.</summary>
    public void Join()
    {
        lock (_gate)
        {
            _successes = Math.Min(_successes, 1);
        }
    }

    /// <summary>Waits for leave to submit.</summary>
    /// <exception cref="ProbeException"><see cref="ProbeFailure.AccountHeld"/>.</exception>
    public async ValueTask<ISubmission> EnterAsync(string device, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (_isHeld)
            {
                throw Held();
            }

            if (HasRoom)
            {
                _inFlight++;
                return new Submission(this, device);
            }

            waiter = new Waiter(device);
            _waiting.AddLast(waiter);
            _patience ??= time.CreateTimer(static state => ((GuardedAccount)state!).LosePatience(), this, AccountGuard.Patience, AccountGuard.Patience);
        }

        // Outside the lock: a token that is already signalled runs the callback at once.
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((Waiter)state!).TrySetCanceled(token), waiter).ConfigureAwait(false);
        var submission = await waiter.Task.ConfigureAwait(false);
        if (cancellationToken.IsCancellationRequested)
        {
            // Let through in the moment of the cancel: what was not sent must not count against the account, which other scans may use.
            submission.NotSent();
            cancellationToken.ThrowIfCancellationRequested();
        }

        return submission;
    }

    private void Report(string device, SubmissionOutcome outcome)
    {
        lock (_gate)
        {
            _inFlight--;
            switch (outcome)
            {
                case SubmissionOutcome.Accepted:
                    _successes++;
                    _strikes = 0;
                    _refusedBy.Clear();
                    break;

                // While nothing is known of a secret, silence counts against it: the device may well have counted a failure.
                case SubmissionOutcome.Rejected when _everRefusedBy.Add(device) || _successes == 0:
                case SubmissionOutcome.Unanswered when _successes == 0:
                    _strikes++;
                    _refusedBy.Add(device);
                    _isHeld |= _strikes >= (_successes == 0 ? AccountGuard.MaxUnproven : AccountGuard.MaxRefusalsInARow);
                    break;
            }

            LetThrough();
        }
    }

    private void LosePatience()
    {
        lock (_gate)
        {
            if (_successes == 0)
            {
                _abreast = Math.Min(_abreast + 1, AccountGuard.MaxUnproven);
            }
            else
            {
                // A secret that has worked is not put at risk by devices that are silent, but would wait for them.
                _few = Math.Min(_few * 2, int.MaxValue / 2);
            }

            LetThrough();
        }
    }

    private void LetThrough()
    {
        while (_waiting.Count > 0 && (_isHeld || HasRoom))
        {
            var waiter = TakeNext();
            if (_isHeld)
            {
                waiter.TrySetException(Held());
            }
            else if (waiter.TrySetResult(new Submission(this, waiter.Device)))
            {
                _inFlight++;
            }
        }

        if (_waiting.Count == 0)
        {
            _patience?.Dispose();
            _patience = null;
        }
    }

    // A device that has refused once says nothing new over its other protocol, so others go first.
    private Waiter TakeNext()
    {
        var next = _waiting.First!;
        for (var node = next; node is not null && _refusedBy.Count > 0; node = node.Next)
        {
            if (!_refusedBy.Contains(node.Value.Device, StringComparer.Ordinal))
            {
                next = node;
                break;
            }
        }

        _waiting.Remove(next);
        return next.Value;
    }

    private ProbeException Held() => new(
        ProbeFailure.AccountHeld,
        $"Not tried, to protect the account {(login.UserName.Length == 0 ? "(no user name)" : $"'{login.UserName}'")}: its credential brought no login {_strikes} times in a row ({string.Join(", ", _refusedBy.Distinct(StringComparer.Ordinal).Take(3))}). Check the password, then re-run.");

    private sealed class Waiter(string device) : TaskCompletionSource<ISubmission>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public string Device { get; } = device;
    }

    private sealed class Submission(GuardedAccount account, string device) : ISubmission
    {
        private SubmissionOutcome _outcome = SubmissionOutcome.Unanswered;
        private int _isReported;

        public void Accepted() => Report(SubmissionOutcome.Accepted);

        public void Rejected() => Report(SubmissionOutcome.Rejected);

        public void NotSent() => Report(SubmissionOutcome.NotSent);

        public void Dispose() => Report(_outcome);

        private void Report(SubmissionOutcome outcome)
        {
            _outcome = outcome;
            if (Interlocked.Exchange(ref _isReported, 1) == 0)
            {
                account.Report(device, outcome);
            }
        }
    }

    private enum SubmissionOutcome
    {
        Unanswered,
        Accepted,
        Rejected,
        NotSent,
    }
}
