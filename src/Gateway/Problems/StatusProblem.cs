using Microsoft.AspNetCore.Mvc;

namespace Cluster.Gateway.Problems;

/// <summary>Puts words to refusals that no endpoint made: a path, a method or a media type that there is none for.</summary>
internal static class StatusProblem
{
    /// <summary>Completes a problem that has no words yet.</summary>
    public static void Explain(ProblemDetails problem)
    {
        if (problem.Detail is not null) return;
        (string Type, string Detail)? said = problem.Status switch
        {
            StatusCodes.Status404NotFound => ("not-found", "There is nothing at this path: /openapi/v1.json lists what there is."),
            StatusCodes.Status405MethodNotAllowed => ("method-not-allowed", "The path does not take this method: the header Allow says which, and /openapi/v1.json what they do."),
            StatusCodes.Status415UnsupportedMediaType => ("unsupported-media-type", "The body's Content-Type is none that is taken here: /openapi/v1.json says which, application/json in most cases."),
            _ => null,
        };
        if (said is { } words) (problem.Type, problem.Detail) = (Problem.Types + words.Type, words.Detail);
    }
}
