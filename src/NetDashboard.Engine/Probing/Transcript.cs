namespace NetDashboard.Probing;

/// <summary>
/// What a device sent in one login, as text that is safe to show. Line feeds and tabs stand as they are and CR LF is a line end; every other
/// control, format or bidirectional character is written as <c>\u001B</c>, and every secret of the credential as <c>***</c>.
/// </summary>
/// <param name="Text">The text, at most <see cref="TranscriptRecorder.MaxLength"/> characters; of a longer one its beginning and end, with a remark between.</param>
/// <param name="IsCut">Whether something was left out.</param>
public sealed record Transcript(string Text, bool IsCut)
{
    /// <summary>Stands for one that made room for others.</summary>
    public static Transcript NotKept { get; } = new("[No longer kept: later ones needed the room. Run this device again to see what it sends.]", IsCut: false);
}
