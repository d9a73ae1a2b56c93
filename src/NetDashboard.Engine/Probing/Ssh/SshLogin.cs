using NetDashboard.Inventory;

namespace NetDashboard.Probing.Ssh;

/// <summary>
/// User authentication (RFC 4252): asks what the device offers, then tries the key, then the password by one method. A secret that was
/// refused is not sent again, and none is sent by a method that the device did not offer.
/// </summary>
internal sealed class SshLogin(ISshTransport transport, ProbeSession session)
{
    private readonly Credential _credential = session.Target.Credential;
    private string? _words;

    /// <exception cref="ProbeException">Refused, held, closed, or nothing to offer that the device takes.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var reply = await transport.AuthenticateNoneAsync(cancellationToken).ConfigureAwait(false);
        if (reply.Outcome is SshAuthOutcome.Accepted)
        {
            session.Warn("The device asked for no credential.");
            return;
        }

        var methods = Usable(reply.Offered);
        if (methods == SshAuthMethods.None)
        {
            throw NothingToOffer(reply.Offered);
        }

        using var submission = await session.SubmitAsync(cancellationToken).ConfigureAwait(false);
        if (!transport.IsOpen())
        {
            // It may have been a long wait for leave to submit, and devices give a login little time.
            submission.NotSent();
            throw new ProbeException(
                ProbeFailure.ConnectionClosed,
                $"The device closed the connection before the credential was submitted.{(transport.DeviceWords is { } words ? $" It says: {words}" : string.Empty)}");
        }

        await SubmitAsync(reply, submission, cancellationToken).ConfigureAwait(false);
    }

    private async Task SubmitAsync(SshAuthReply first, ISubmission submission, CancellationToken cancellationToken)
    {
        var tried = SshAuthMethods.None;
        var reply = first;
        var submitted = false;
        try
        {
            while (Next(Usable(reply.Offered) & ~tried) is { } method)
            {
                reply = await TryAsync(method, cancellationToken).ConfigureAwait(false);
                submitted |= reply.Submitted;
                _words = reply.Words ?? _words;
                if (reply.Outcome is SshAuthOutcome.Accepted)
                {
                    submission.Accepted();
                    return;
                }

                // The same secret by the other method would be a second submission, unless it is yet to be examined.
                tried |= method;
                if (method is not SshAuthMethods.PublicKey && reply.Submitted)
                {
                    tried |= SshAuthMethods.Password | SshAuthMethods.KeyboardInteractive;
                }
            }
        }
        catch (ProbeException e) when (e.Failure is ProbeFailure.ConnectionClosed)
        {
            // Devices that allow one try only hang up instead of answering.
            submission.Rejected();
            throw new ProbeException(ProbeFailure.AuthenticationFailed, $"The device hung up on the credential. {e.Message}", e);
        }

        if (!submitted)
        {
            submission.NotSent();
            throw NothingToOffer(reply.Offered, reply.Words);
        }

        submission.Rejected();
        throw new ProbeException(ProbeFailure.AuthenticationFailed, Refusal(reply));
    }

    private Task<SshAuthReply> TryAsync(SshAuthMethods method, CancellationToken cancellationToken) => method switch
    {
        SshAuthMethods.PublicKey => transport.AuthenticatePublicKeyAsync(
            PrivateKey.Load(_credential.PrivateKeyFile!, _credential.PrivateKeyPassphrase), cancellationToken),
        SshAuthMethods.Password => transport.AuthenticatePasswordAsync(_credential.Password!.Reveal(), cancellationToken),
        _ => transport.AuthenticateKeyboardInteractiveAsync(_credential.Password!.Reveal(), cancellationToken),
    };

    private static SshAuthMethods? Next(SshAuthMethods usable) =>
        usable.HasFlag(SshAuthMethods.PublicKey) ? SshAuthMethods.PublicKey
        : usable.HasFlag(SshAuthMethods.Password) ? SshAuthMethods.Password
        : usable.HasFlag(SshAuthMethods.KeyboardInteractive) ? SshAuthMethods.KeyboardInteractive
        : null;

    private SshAuthMethods Usable(SshAuthMethods offered)
    {
        var ours = SshAuthMethods.None;
        if (_credential.PrivateKeyFile is not null)
        {
            ours |= SshAuthMethods.PublicKey;
        }

        if (_credential.Password is not null)
        {
            ours |= SshAuthMethods.Password | SshAuthMethods.KeyboardInteractive;
        }

        return ours & offered;
    }

    private string Refusal(SshAuthReply reply)
    {
        var words = transport.DeviceWords ?? _words;
        var rest = reply.Outcome is SshAuthOutcome.Partial ? $" It took a part and asks for more: {Names(reply.Offered)}." : string.Empty;
        return $"The device refused the credential.{rest}{(words is null ? string.Empty : $" It says: {words}")}";
    }

    private ProbeException NothingToOffer(SshAuthMethods offered, string? why = null)
    {
        var have = (_credential.PrivateKeyFile, _credential.Password) switch
        {
            (null, null) => "neither a password nor a key",
            (null, _) => "a password",
            (_, null) => "a key",
            _ => "a password and a key",
        };
        return new ProbeException(
            ProbeFailure.AuthenticationFailed,
            $"The device takes {Names(offered)}; the inventory gives {have}. {(why is null ? string.Empty : why + " ")}Nothing was submitted.");
    }

    private static string Names(SshAuthMethods methods) => methods switch
    {
        SshAuthMethods.None => "no method that is supported here",
        _ => string.Join(", ", new (SshAuthMethods Method, string Name)[]
        {
            (SshAuthMethods.PublicKey, "public key"),
            (SshAuthMethods.Password, "password"),
            (SshAuthMethods.KeyboardInteractive, "keyboard-interactive"),
        }.Where(pair => methods.HasFlag(pair.Method)).Select(pair => pair.Name)),
    };
}
