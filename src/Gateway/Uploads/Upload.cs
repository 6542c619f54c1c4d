using Microsoft.AspNetCore.Http.HttpResults;

namespace Cluster.Gateway.Uploads;

/// <summary>An uploaded file on disk, or what was wrong with the upload.</summary>
/// <param name="Path">Absolute path; null when it failed.</param>
/// <param name="Problem">What was wrong; null when nothing was.</param>
internal readonly record struct Upload(string? Path, ProblemHttpResult? Problem);
