namespace NetDashboard.Lab.Devices;

/// <summary>The fleet cannot do what was asked; the message says why and what to do, and may be shown as it stands.</summary>
public sealed class LabException(string message, Exception? inner = null) : Exception(message, inner);
